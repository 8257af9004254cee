package com.datacline.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One message from a server. */
sealed interface Heard {

    /** A notification. */
    record Told(ObjectNode notification) implements Heard {}

    /** A request of the server to its client. */
    record Asked(ObjectNode request) implements Heard {
        String method() {
            return request.path("method").asText();
        }

        ObjectNode params() {
            return request.get("params") instanceof ObjectNode given ? given : request.objectNode();
        }
    }

    /** The response to the gateway's own request. */
    record Answered(RpcOutcome outcome) implements Heard {}

    /**
     * The server has ended the stream for now; it goes on by itself.
     *
     * @param retryMillis how long the server wants to be left alone
     */
    record Paused(long retryMillis) implements Heard {}
}
