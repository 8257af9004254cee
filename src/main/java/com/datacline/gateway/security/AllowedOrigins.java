package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The web origins whose pages may call: those that are named, loopback ones, and the gateway's own. */
final class AllowedOrigins {
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s@*,]+");

    private final Set<String> named;
    private final String own;

    /**
     * @param resource the gateway's own address
     * @throws InvalidConfiguration if one is no origin
     */
    AllowedOrigins(Collection<String> named, String resource) {
        for (String origin : named) {
            if (!ORIGIN.matcher(origin.trim()).matches()) {
                throw new InvalidConfiguration("ALLOWED_ORIGINS: \"" + origin + "\" is no origin. Name each as"
                        + " https://app.example.com, in lower case, separated by commas; there is no wildcard.");
            }
        }
        this.named = named.stream().map(String::trim).collect(Collectors.toUnmodifiableSet());
        URI address = URI.create(resource);
        this.own = address.getScheme() + "://" + address.getRawAuthority();
    }

    /** Returns whether a request comes from no page, or from one that may call. */
    boolean allows(HttpServletRequest request) {
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        return switch (origins.size()) {
            case 0 -> true;
            case 1 -> names(origins.getFirst()) || own.equals(origins.getFirst()) || isLoopback(origins.getFirst());
            default -> false;
        };
    }

    boolean names(String origin) {
        return named.contains(origin);
    }

    private static boolean isLoopback(String origin) {
        int authority = origin.startsWith("http://") ? 7 : origin.startsWith("https://") ? 8 : -1;
        return authority > 0 && HostName.isLoopback(HostName.of(origin.substring(authority)));
    }
}
