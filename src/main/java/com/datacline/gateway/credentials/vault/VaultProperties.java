package com.datacline.gateway.credentials.vault;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Vault is and how the gateway proves itself there.
 *
 * @param address its address, such as {@code https://vault.example.com:8200}; empty for none
 * @param token the gateway's token there; empty if it stands in the file
 * @param tokenFile the file of the token, read anew each time, as Vault's agent keeps one
 * @param namespace the namespace; empty for none
 * @param caCert a PEM file of certificates that issue Vault's, or null for Java's own
 * @param cache how long a value is used before Vault is asked again
 * @param grace how long a value may be used after it was read, while Vault is away
 * @param timeout how long Vault may take to answer
 */
@ConfigurationProperties("gateway.vault")
public record VaultProperties(
        @DefaultValue("") String address,
        @DefaultValue("") String token,
        @Nullable Path tokenFile,
        @DefaultValue("") String namespace,
        @Nullable Path caCert,
        @DefaultValue("30s") Duration cache,
        @DefaultValue("15m") Duration grace,
        @DefaultValue("5s") Duration timeout) {

    public VaultProperties {
        tokenFile = blank(tokenFile) ? null : tokenFile;
        caCert = blank(caCert) ? null : caCert;
    }

    private static boolean blank(@Nullable Path path) {
        return path == null || path.toString().isBlank();
    }

    /** Names the address, never the token. */
    @Override
    public String toString() {
        return "VaultProperties[" + address + "]";
    }
}
