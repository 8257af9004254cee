package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no result.
 *
 * @param code what kind of failure
 * @param message what, where and what happens now; safe to show to a caller
 * @param error the server's own JSON-RPC error object, if it sent one
 * @param retryAfter when to try again, where the gateway knows that
 */
public record Failure(
        FailureCode code,
        String message,
        @Nullable JsonNode error,
        @Nullable Duration retryAfter) implements Reply, Resolution, Admission {

    public Failure(FailureCode code, String message) {
        this(code, message, null);
    }

    public Failure(FailureCode code, String message, @Nullable JsonNode error) {
        this(code, message, error, null);
    }

    /**
     * Returns when to try again in whole seconds, as {@code Retry-After} has it (RFC 9110, section 10.2.3): rounded up, at
     * least 1; or 0 if nobody knows.
     */
    public long retrySeconds() {
        return retryAfter == null
                ? 0
                : Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
    }
}
