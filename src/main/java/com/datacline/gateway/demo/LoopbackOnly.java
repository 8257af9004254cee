package com.datacline.gateway.demo;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps web pages out: a browser on this machine must not read the demo on behalf of a foreign site. */
final class LoopbackOnly {

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private LoopbackOnly() {}

    static boolean allows(@Nullable String host, @Nullable String origin) {
        return (host == null || isLoopback("http://" + host)) && (origin == null || isLoopback(origin));
    }

    private static boolean isLoopback(String address) {
        try {
            var host = URI.create(address).getHost();
            return host != null && HOSTS.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
