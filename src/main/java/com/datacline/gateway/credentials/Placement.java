package com.datacline.gateway.credentials;

import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Writes a secret down as a server wants it. */
final class Placement {
    private Placement() {}

    /**
     * Returns the secret in its place.
     *
     * @param identity who the gateway is by it, as in {@link Credential}
     * @throws SecretStore.Unavailable if it cannot be written there
     */
    static Credential of(Auth auth, Secret secret, String identity) {
        String value = written(auth, secret.value());
        Map<String, String> there = Map.of(auth.name(), value);
        return switch (auth.location()) {
            case HEADER -> {
                if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                    throw new SecretStore.Unavailable("it has characters in it that no header can carry");
                }
                yield new Credential(there, Map.of(), Map.of(), identity);
            }
            case QUERY -> new Credential(Map.of(), there, Map.of(), identity);
            case BODY -> new Credential(Map.of(), Map.of(), there, identity);
        };
    }

    /** Basic is "Basic" and Base64 (RFC 7617, section 2) unless the registry asks for a format of its own. */
    private static String written(Auth auth, String secret) {
        if (secret.chars().anyMatch(Character::isISOControl)) {
            throw new SecretStore.Unavailable("it has a line break or another control character in it");
        }
        boolean basic = auth.method() == Auth.Method.BASIC;
        String value = basic ? Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)) : secret;
        return switch (auth.format()) {
            case RAW -> value;
            case PREFIX -> (basic && auth.prefix().equals("Bearer ") ? "Basic " : auth.prefix()) + value;
            case TEMPLATE -> auth.template().replace("{credential}", value);
        };
    }
}
