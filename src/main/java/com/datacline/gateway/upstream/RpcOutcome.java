package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.ServerFault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to one JSON-RPC message.
 *
 * @param status the HTTP status, or {@link #NO_STATUS} where there is none
 * @param result the JSON-RPC result, if there is one
 * @param error the JSON-RPC error object, if there is one
 * @param sessionId the {@code Mcp-Session-Id} header, if there is one
 * @param retryAfter when the server wants to be asked again, if it says so
 */
record RpcOutcome(
        int status,
        @Nullable ObjectNode result,
        @Nullable JsonNode error,
        @Nullable String sessionId,
        @Nullable Duration retryAfter) {

    /** The status of what did not come over HTTP. */
    static final int NO_STATUS = 0;

    /** What stands before a server says these when the server did not or could not answer (RFC 9110, section 15.6). */
    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);

    RpcOutcome(int status, @Nullable ObjectNode result, @Nullable JsonNode error, @Nullable String sessionId) {
        this(status, result, error, sessionId, null);
    }

    static RpcOutcome of(ObjectNode result) {
        return new RpcOutcome(200, result, null, null);
    }

    /** Returns the code of the JSON-RPC error, or 0. */
    int errorCode() {
        return error == null ? 0 : error.path("code").asInt(0);
    }

    /** Returns what to throw for one without a result: HTTP 5xx without a JSON-RPC error is of a server that is not well. */
    CallFailed because(Failure failure) {
        if (error != null || status < 500) {
            return new CallFailed(failure);
        }
        return UNAVAILABLE.contains(status) ? ServerFault.momentary(failure) : new ServerFault(failure);
    }

    boolean success() {
        return result != null;
    }
}
