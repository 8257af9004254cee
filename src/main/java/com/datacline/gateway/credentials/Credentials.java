package com.datacline.gateway.credentials;

import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Challenged;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.credentials.oauth.Login;
import com.datacline.gateway.credentials.oauth.Tokens;
import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.OAuth;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;

/** Route steps {@code attach} and {@code renew}: what the gateway shows a server with an allowed call. */
public final class Credentials {
    private final Supplier<Registry> registry;
    private final SecretStore secrets;
    private final Tokens tokens;

    public Credentials(Supplier<Registry> registry, SecretStore secrets, Tokens tokens) {
        this.registry = registry;
        this.secrets = secrets;
        this.tokens = tokens;
    }

    /**
     * Returns the call with its credential.
     *
     * @throws CallFailed if the credential cannot be had; a call never goes out without it
     */
    public UpstreamCall attach(Allowed allowed) {
        McpServer server = server(allowed);
        Auth auth = server.auth();
        if (auth == null || auth.method() == Auth.Method.NONE) {
            return new UpstreamCall(allowed, Credential.NONE);
        }
        if (auth.oauth() != null) {
            return new UpstreamCall(allowed, ofLogin(allowed, server, auth, auth.oauth()));
        }
        try {
            return new UpstreamCall(allowed, credential(auth, secrets.read(auth), ""));
        } catch (SecretStore.Unavailable e) {
            throw new CallFailed(
                    FailureCode.CREDENTIAL_UNAVAILABLE,
                    "the gateway has no credential for server " + server.name() + ": " + e.getMessage());
        }
    }

    /**
     * Returns the secret that a server's environment refers to.
     *
     * @param reference {@code env://NAME} or {@code file:///path}
     * @throws CallFailed if it cannot be had
     */
    public Secret secretAt(String reference) {
        try {
            return secrets.read(reference);
        } catch (SecretStore.Unavailable e) {
            throw new CallFailed(FailureCode.CREDENTIAL_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Route step {@code renew}: returns a refused call with another credential, where the gateway can get one by itself.
     *
     * @throws CallFailed if it cannot; the message says what would help
     */
    public UpstreamCall renew(@Body UpstreamCall refused, @ExchangeException Challenged why) {
        Allowed allowed = refused.allowed();
        McpServer server = server(allowed);
        Auth auth = server.auth();
        if (auth == null || auth.oauth() == null) {
            throw why;
        }
        Login login = tokens.renew(
                server,
                auth.oauth(),
                why,
                held -> credential(auth, held).equals(refused.credential()),
                allowed.call().deadline());
        return new UpstreamCall(allowed, credential(auth, login));
    }

    /** The gateway's own errands may go without, to hear what the server wants; a caller's data may not. */
    private Credential ofLogin(Allowed allowed, McpServer server, Auth auth, OAuth oauth) {
        return tokens.current(server, oauth, allowed.call().deadline())
                .map(login -> credential(auth, login))
                .orElseGet(() -> {
                    if (allowed.call().routine(allowed.caller())) {
                        return Credential.NONE;
                    }
                    throw tokens.wanted(server);
                });
    }

    private McpServer server(Allowed allowed) {
        String name = allowed.call().server();
        return registry.get()
                .server(name)
                .orElseThrow(() -> new CallFailed(FailureCode.UNKNOWN_SERVER, "no server is named " + name));
    }

    private static Credential credential(Auth auth, Login login) {
        return credential(auth, new Secret(login.accessToken()), login.id());
    }

    private static Credential credential(Auth auth, Secret secret, String identity) {
        Map<String, String> there = Map.of(auth.name(), written(auth, secret.value()));
        return switch (auth.location()) {
            case HEADER -> new Credential(there, Map.of(), Map.of(), identity);
            case QUERY -> new Credential(Map.of(), there, Map.of(), identity);
            case BODY -> new Credential(Map.of(), Map.of(), there, identity);
        };
    }

    /** Basic is "Basic" and Base64 (RFC 7617, section 2) unless the registry asks for a format of its own. */
    private static String written(Auth auth, String secret) {
        boolean basic = auth.method() == Auth.Method.BASIC;
        String value = basic ? Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)) : secret;
        return switch (auth.format()) {
            case RAW -> value;
            case PREFIX -> (basic && auth.prefix().equals("Bearer ") ? "Basic " : auth.prefix()) + value;
            case TEMPLATE -> auth.template().replace("{credential}", value);
        };
    }
}
