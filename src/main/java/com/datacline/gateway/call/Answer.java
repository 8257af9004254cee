package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A result in MCP's own shape.
 *
 * @param result the JSON-RPC {@code result}, as it came from the server
 */
public record Answer(ObjectNode result) implements Reply {

    /** Tells whether a tool said that it failed. */
    public boolean isError() {
        return result.path("isError").asBoolean(false);
    }
}
