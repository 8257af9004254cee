package com.datacline.gateway.call;

/**
 * The variable {@code attempts}: how often a call has been sent to its server.
 *
 * @param call the id of the call
 * @param made how often, at least once
 */
public record Attempts(String call, int made) {
    public static final String VARIABLE = "attempts";
}
