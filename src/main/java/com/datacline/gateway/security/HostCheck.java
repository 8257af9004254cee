package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names the gateway may be called by. A name that somebody else's DNS made lead here (DNS rebinding) makes a browser
 * take the gateway for a part of that site; it is none of these.
 */
final class HostCheck {
    private final Set<String> names = new HashSet<>();

    /**
     * @param resource the gateway's own address
     * @param allowed more names, without ports
     * @param loopbackOnly whether the gateway listens on loopback, where it has no other names
     * @throws InvalidConfiguration if one of the names is none
     */
    HostCheck(String resource, Collection<String> allowed, boolean loopbackOnly) {
        if (!loopbackOnly) {
            String own = HostName.of(URI.create(resource).getRawAuthority());
            if (own != null) {
                names.add(own);
            }
        }
        for (String name : allowed) {
            String host = HostName.of(name.trim());
            if (host == null) {
                throw new InvalidConfiguration("ALLOWED_HOSTS: \"" + name + "\" is no host name. Name each host without"
                        + " scheme and path, separated by commas; there is no wildcard.");
            }
            names.add(host);
        }
    }

    /** The address that the connection came in on is a name too, which probes use; no DNS can make it another's. */
    boolean allows(HttpServletRequest request) {
        List<String> hosts = Collections.list(request.getHeaders("Host"));
        @Nullable String host = hosts.size() == 1 ? HostName.of(hosts.getFirst()) : null;
        return host != null
                && (HostName.isLoopback(host)
                        || names.contains(host)
                        || host.equals(HostName.ofAddress(request.getLocalAddr())));
    }
}
