package com.datacline.gateway.registry;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of this machine that need no lookup. */
public final class Loopback {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {}

    /** Tells whether the host of an address is one of them. */
    public static boolean names(@Nullable String host) {
        return host != null && NAMES.contains(host);
    }
}
