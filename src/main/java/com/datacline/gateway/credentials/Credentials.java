package com.datacline.gateway.credentials;

import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** Route step {@code attach}: adds the server's own credential to an allowed call. */
public final class Credentials {
    private final Supplier<Registry> registry;
    private final SecretStore secrets;

    public Credentials(Supplier<Registry> registry, SecretStore secrets) {
        this.registry = registry;
        this.secrets = secrets;
    }

    /**
     * Returns the call with its credential.
     *
     * @throws CallFailed if the credential cannot be had; a call never goes out without it
     */
    public UpstreamCall attach(Allowed allowed) {
        String name = allowed.call().server();
        McpServer server = registry.get()
                .server(name)
                .orElseThrow(() -> new CallFailed(FailureCode.UNKNOWN_SERVER, "no server is named " + name));
        Auth auth = server.auth();
        if (auth == null || auth.method() == Auth.Method.NONE) {
            return new UpstreamCall(allowed, Credential.NONE);
        }
        try {
            return new UpstreamCall(allowed, credential(auth, secrets.read(auth)));
        } catch (SecretStore.Unavailable e) {
            throw new CallFailed(
                    FailureCode.CREDENTIAL_UNAVAILABLE,
                    "the gateway has no credential for server " + name + ": " + e.getMessage());
        }
    }

    private static Credential credential(Auth auth, Secret secret) {
        Map<String, String> there = Map.of(auth.name(), written(auth, secret.value()));
        return switch (auth.location()) {
            case HEADER -> new Credential(there, Map.of(), Map.of());
            case QUERY -> new Credential(Map.of(), there, Map.of());
            case BODY -> new Credential(Map.of(), Map.of(), there);
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
