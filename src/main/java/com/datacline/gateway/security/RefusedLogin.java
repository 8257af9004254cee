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
 * @param outcome the same in a word, such as {@code unauthenticated}
 * @param reason what was wrong
 * @param user whose token it was, or {@code unknown}
 */
public record RefusedLogin(
        String method, String path, String address, int status, String outcome, String reason, String user) {
    private static final String UNKNOWN = "unknown";

    /** @param caller whose token it was, or null if that was not proved */
    static RefusedLogin of(
            HttpServletRequest request, int status, String outcome, String reason, @Nullable Caller caller) {
        return new RefusedLogin(
                request.getMethod(),
                request.getRequestURI(),
                request.getRemoteAddr(),
                status,
                outcome,
                reason,
                caller == null ? UNKNOWN : caller.name());
    }

    /** The sum of those that were not told one by one. */
    static RefusedLogin many(String address, long count) {
        String reason = count + " more were refused and not recorded one by one";
        return new RefusedLogin("-", "-", address, 429, "too_many_refusals", reason, UNKNOWN);
    }
}
