package com.datacline.gateway.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway and a server prove themselves to each other. All files are PEM.
 *
 * @param ca the certificates that the server's must be issued by, or null for those that are trusted anyway
 * @param certificate the gateway's own certificate with its chain, or null if the server asks for none
 * @param key the key of that certificate, unencrypted
 * @param serverName the name that the server's certificate must have, or null for the host of its URL
 */
public record Tls(
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable String serverName) {

    /** Returns the files that there are. */
    public List<Path> files() {
        return Stream.of(ca, certificate, key).filter(Objects::nonNull).toList();
    }
}
