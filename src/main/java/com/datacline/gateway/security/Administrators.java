package com.datacline.gateway.security;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Who may see and change how the gateway works.
 *
 * @param role the realm role that it takes, or null where nobody has one because callers are not authenticated
 */
public record Administrators(@Nullable String role) {

    /** @throws CallFailed with {@code denied} for a caller without the role */
    public void require(Caller caller) {
        if (role != null && !caller.roles().contains(role)) {
            throw new CallFailed(FailureCode.DENIED, "this needs the role " + role);
        }
    }
}
