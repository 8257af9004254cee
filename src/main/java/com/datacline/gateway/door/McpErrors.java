package com.datacline.gateway.door;

import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A failure as a JSON-RPC error: the server's own where it sent one, in words that the client's era knows. */
final class McpErrors {
    /** A missing resource up to 2025-11-25; later clients must not see it (2026-07-28, basic, error codes). */
    private static final int LEGACY_NOT_FOUND = -32002;

    private McpErrors() {}

    static JsonNode of(Failure failure, McpMessage asked) {
        JsonNode given = failure.error();
        boolean modern = asked.era() == Era.MODERN;
        if (given instanceof ObjectNode error) {
            boolean missing = failure.code() == FailureCode.UNKNOWN_RESOURCE;
            return modern && (missing || error.path("code").asInt() == LEGACY_NOT_FOUND)
                    ? modernized(error, missing, asked)
                    : error;
        }
        boolean old = failure.code() == FailureCode.UNKNOWN_RESOURCE && !modern;
        ObjectNode error = JsonNodeFactory.instance
                .objectNode()
                .put("code", old ? LEGACY_NOT_FOUND : failure.code().rpcCode())
                .put("message", failure.message());
        ObjectNode data = error.putObject("data").put("code", failure.code().wireName());
        if (failure.code() == FailureCode.UNKNOWN_RESOURCE || failure.code() == FailureCode.AMBIGUOUS_RESOURCE) {
            data.put("uri", subject(asked));
        }
        if (failure.retryAfter() != null) {
            data.put("retryAfter", failure.retrySeconds());
        }
        return error;
    }

    private static ObjectNode modernized(ObjectNode error, boolean missing, McpMessage asked) {
        ObjectNode modern = error.deepCopy().put("code", FailureCode.UNKNOWN_RESOURCE.rpcCode());
        if (missing) {
            ObjectNode data = modern.get("data") instanceof ObjectNode own ? own : modern.putObject("data");
            data.put("uri", subject(asked));
        }
        return modern;
    }

    private static String subject(McpMessage asked) {
        return asked.request() instanceof CallRequest request
                ? request.operation().subject()
                : "";
    }
}
