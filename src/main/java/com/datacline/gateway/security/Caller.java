package com.datacline.gateway.security;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name the user or client, as the audit trail names it
 * @param roles realm roles
 * @param groups groups, such as {@code /admins}
 * @param scopes OAuth scopes of the token
 */
public record Caller(String name, Set<String> roles, Set<String> groups, Set<String> scopes) {

    /** Everybody, while authentication is off. */
    public static final Caller ANONYMOUS = new Caller("anonymous", Set.of(), Set.of(), Set.of());

    /** The gateway itself, refreshing its catalogue. */
    public static final Caller GATEWAY = new Caller("gateway", Set.of(), Set.of(), Set.of());

    public Caller {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
        scopes = Set.copyOf(scopes);
    }
}
