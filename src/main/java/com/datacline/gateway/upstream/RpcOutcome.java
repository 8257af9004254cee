package com.datacline.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to one JSON-RPC message.
 *
 * @param status the HTTP status, or {@link #NO_STATUS} where there is none
 * @param result the JSON-RPC result, if there is one
 * @param error the JSON-RPC error object, if there is one
 * @param sessionId the {@code Mcp-Session-Id} header, if there is one
 */
record RpcOutcome(
        int status,
        @Nullable ObjectNode result,
        @Nullable JsonNode error,
        @Nullable String sessionId) {

    /** The status of what did not come over HTTP. */
    static final int NO_STATUS = 0;

    static RpcOutcome of(ObjectNode result) {
        return new RpcOutcome(200, result, null, null);
    }

    /** Returns the code of the JSON-RPC error, or 0. */
    int errorCode() {
        return error == null ? 0 : error.path("code").asInt(0);
    }

    boolean success() {
        return result != null;
    }
}
