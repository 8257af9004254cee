package com.datacline.gateway.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The host in a {@code Host} or {@code Origin} header, in one spelling: lower case, without a last dot, no port. */
final class HostName {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)\\.?(?::[0-9]{1,5})?");

    private HostName() {}

    /** Returns the host of {@code host[:port]}, or null if it is anything else, such as one with a user before it. */
    static @Nullable String of(@Nullable String authority) {
        Matcher matcher = AUTHORITY.matcher(authority == null ? "" : authority);
        if (!matcher.matches()) {
            return null;
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? ofAddress(host.substring(1, host.length() - 1)) : host;
    }

    /** Returns an IP address as it would stand in a header, or null if it is none. */
    static @Nullable String ofAddress(String address) {
        if (address.indexOf(':') < 0) {
            return of(address);
        }
        try {
            // A text with a colon is an address or nothing: no name is looked up.
            InetAddress parsed = InetAddress.getByName(address);
            String text = parsed.getHostAddress().replaceFirst("%.*", "");
            return parsed instanceof Inet6Address ? parsed.isLoopbackAddress() ? "[::1]" : "[" + text + "]" : text;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.contains(host);
    }
}
