package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.credentials.SecretStore;
import com.datacline.gateway.registry.Registry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gateway as an OAuth client of its servers: what it holds, and how a person adds to it. */
public final class OAuthClient implements AutoCloseable {
    private static final String FILE = "logins.json";

    private final Web web;
    private final Tokens tokens;
    private final Logins logins;
    private final Exchanges exchanges;

    /**
     * @param properties where logins are kept, and who may begin one
     * @param truststore a PEM file of certificates that are trusted beside Java's own, or null
     * @param address the gateway's own address, as browsers and issuers know it
     * @throws IllegalArgumentException if kept logins cannot be read
     */
    public OAuthClient(
            Supplier<Registry> registry,
            SecretStore secrets,
            LoginProperties properties,
            String address,
            @Nullable Path truststore,
            Clock clock,
            Ticker ticker) {
        this.web = new Web(truststore);
        LoginStore store = new LoginStore(properties.folder().resolve(FILE));
        LoginService service = new LoginService(web, store, secrets, address, clock, ticker);
        this.tokens = new Tokens(service, clock);
        this.logins = new Logins(registry, service, properties.role(), ticker);
        this.exchanges = new Exchanges(service, clock, ticker);
    }

    /** Returns the tokens for calls. */
    public Tokens tokens() {
        return tokens;
    }

    /** Returns the tokens for calls in the callers' own names. */
    public Exchanges exchanges() {
        return exchanges;
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
