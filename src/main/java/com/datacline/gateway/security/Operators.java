package com.datacline.gateway.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who may take servers out and back in over the management port.
 *
 * @param role the realm role that it takes, or null where nobody has one because callers are not authenticated
 */
public record Operators(@Nullable String role) {

    /** Tells whether a caller may. */
    public boolean include(Caller caller) {
        return role == null || caller.roles().contains(role);
    }

    /** Returns who has sent the request that this thread is at. */
    public static Caller current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known.caller()
                : Caller.ANONYMOUS;
    }
}
