package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a broadcast is over.
 *
 * @param timeout how long to wait for the slowest server, or null for each server's own timeout
 * @param minResults successes after which the others are cancelled, or 0 to wait for all
 */
public record Terms(@Nullable Duration timeout, int minResults) {

    /** Wait for all servers, each within its own timeout. */
    public static final Terms ALL = new Terms(null, 0);

    private static final int LONGEST_SECONDS = 86_400;

    public Terms {
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
        if (minResults < 0) {
            throw new IllegalArgumentException("min_results must not be negative, was " + minResults);
        }
    }

    /**
     * Reads {@code timeout} (seconds), {@code min_results} and {@code first} (the same as {@code min_results: 1}).
     *
     * @throws CallFailed with {@code invalid_arguments} if one of them makes no sense
     */
    public static Terms read(JsonNode given) {
        JsonNode timeout = given.path("timeout");
        JsonNode enough = given.path("min_results");
        JsonNode first = given.path("first");
        require(
                absent(timeout)
                        || timeout.isNumber() && timeout.asDouble() > 0 && timeout.asDouble() <= LONGEST_SECONDS,
                "timeout must be a number of seconds above 0 and at most " + LONGEST_SECONDS);
        require(
                absent(enough) || enough.isIntegralNumber() && enough.canConvertToInt() && enough.asInt() > 0,
                "min_results must be a positive integer");
        require(absent(first) || first.isBoolean(), "first must be true or false");
        return new Terms(
                absent(timeout) ? null : Duration.ofMillis(Math.max(1, Math.round(timeout.asDouble() * 1000))),
                first.asBoolean(false) ? 1 : enough.asInt(0));
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new CallFailed(FailureCode.INVALID_ARGUMENTS, message);
        }
    }
}
