package com.datacline.gateway.security;

/**
 * A request that was turned away at the door because its token was missing, not accepted or not enough. What the token
 * claims is in here only if it was proved.
 *
 * @param method the HTTP method
 * @param path the path, without the query
 * @param address where it came from
 * @param status the HTTP status of the answer: 401, 400 for a token in the wrong place, 403 for one that lacks a scope, or
 *     503 if tokens cannot be checked now
 * @param reason what was wrong
 * @param user whose token it was, or {@code unknown}
 */
public record RefusedLogin(String method, String path, String address, String reason, int status, String user) {

    /** One of somebody who has not proved who he is. */
    public RefusedLogin(String method, String path, String address, String reason, int status) {
        this(method, path, address, reason, status, "unknown");
    }
}
