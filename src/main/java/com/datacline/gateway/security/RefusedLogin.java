package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A request that was turned away because its token was missing or not accepted. Nothing the token claims is in here: it
 * was not proved.
 *
 * @param method the HTTP method
 * @param path the path, without the query
 * @param address where it came from
 * @param status the HTTP status of the answer: 401, 503 if tokens cannot be checked now, 403 for a foreign
 *     web page, 429 for the sum of those beyond the budget
 * @param reason what was wrong
 */
public record RefusedLogin(String method, String path, String address, String reason, int status) {

    static RefusedLogin of(HttpServletRequest request, String reason, int status) {
        return new RefusedLogin(request.getMethod(), request.getRequestURI(), request.getRemoteAddr(), reason, status);
    }
}
