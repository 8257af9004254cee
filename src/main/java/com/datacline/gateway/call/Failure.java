package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no result.
 *
 * @param code what kind of failure
 * @param message what, where and what happens now; safe to show to a caller
 * @param error the server's own JSON-RPC error object, if it sent one
 */
public record Failure(
        FailureCode code, String message, @Nullable JsonNode error) implements Reply, Resolution {

    public Failure(FailureCode code, String message) {
        this(code, message, null);
    }
}
