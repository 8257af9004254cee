package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that was turned away at the door because its token was missing, not accepted or not enough. What the token
 * claims is in here only if it was proved.
 *
 * @param method the HTTP method
 * @param path the path, without the query
 * @param address where it came from
 * @param status the HTTP status of the answer: 401, 400 for a token in the wrong place, 403 for a foreign web page or a
 *     token that is not enough, 429 for the sum of those beyond the budget, or 503 if tokens cannot be checked now
 * @param reason what was wrong
 * @param user whose token it was, or {@code unknown}
 */
public record RefusedLogin(String method, String path, String address, String reason, int status, String user) {
    private static final String UNKNOWN = "unknown";

    /** One of somebody who has not proved who he is. */
    public RefusedLogin(String method, String path, String address, String reason, int status) {
        this(method, path, address, reason, status, UNKNOWN);
    }

    static RefusedLogin of(HttpServletRequest request, String reason, int status) {
        return of(request, reason, status, null);
    }

    static RefusedLogin of(HttpServletRequest request, String reason, int status, @Nullable Caller caller) {
        return new RefusedLogin(
                request.getMethod(),
                request.getRequestURI(),
                request.getRemoteAddr(),
                reason,
                status,
                caller == null ? UNKNOWN : caller.name());
    }
}
