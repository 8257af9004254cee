package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.credentials.SecretStore;
import com.datacline.gateway.registry.Registry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/** The gateway as an OAuth client of its servers: what it holds, and how a person adds to it. */
public final class OAuthClient implements AutoCloseable {
    private static final String FILE = "logins.json";

    private final Web web = new Web();
    private final Tokens tokens;
    private final Logins logins;

    /**
     * @param folder where logins are kept
     * @param address the gateway's own address, as browsers and issuers know it
     * @throws IllegalArgumentException if kept logins cannot be read
     */
    public OAuthClient(
            Supplier<Registry> registry, SecretStore secrets, Path folder, String address, Clock clock, Ticker ticker) {
        LoginService service = new LoginService(web, new LoginStore(folder.resolve(FILE)), secrets, address, clock);
        this.tokens = new Tokens(service, clock);
        this.logins = new Logins(registry, service, ticker);
    }

    /** Returns the tokens for calls. */
    public Tokens tokens() {
        return tokens;
    }

    /** Returns the steps of a person's login. */
    public Logins logins() {
        return logins;
    }

    @Override
    public void close() throws IOException {
        web.close();
    }
}
