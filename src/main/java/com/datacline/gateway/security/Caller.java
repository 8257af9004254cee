package com.datacline.gateway.security;

import com.datacline.gateway.registry.Secret;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param id who it is for good, unlike the name: two callers with one id are the same, whatever they are called
 * @param name the user or client, as the audit trail and the policy name it
 * @param client the OAuth client that the caller uses; empty where nobody knows
 * @param roles realm roles
 * @param groups groups, such as {@code /admins}
 * @param scopes OAuth scopes of the token
 * @param token the token that proved it, to be exchanged for another and never to be sent on; null without authentication
 */
public record Caller(
        String id,
        String name,
        String client,
        Set<String> roles,
        Set<String> groups,
        Set<String> scopes,
        @Nullable Secret token) {

    /** Everybody, while authentication is off. */
    public static final Caller ANONYMOUS = new Caller("anonymous", Set.of(), Set.of(), Set.of());

    /** The gateway itself, refreshing its catalogue. */
    public static final Caller GATEWAY = new Caller("gateway", Set.of(), Set.of(), Set.of());

    public Caller {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
        scopes = Set.copyOf(scopes);
    }

    /** Returns the same caller for keeping: a token is no longer good when the call has ended. */
    public Caller withoutToken() {
        return new Caller(id, name, client, roles, groups, scopes, null);
    }

    /** A caller who is known by a name alone. */
    public Caller(String name, Set<String> roles, Set<String> groups, Set<String> scopes) {
        this(name, name, "", roles, groups, scopes, null);
    }
}
