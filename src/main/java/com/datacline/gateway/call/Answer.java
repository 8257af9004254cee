package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A result in MCP's own shape.
 *
 * @param result the JSON-RPC {@code result}, as it came from the server
 * @param fresh how long it is good, where the gateway itself knows that, or null
 * @param prepared the items in it as they go over the wire, where they are at hand, or null
 */
public record Answer(
        ObjectNode result,
        @Nullable Duration fresh,
        @Nullable PreparedItems prepared) implements Reply, ApiStep {

    /** A result that says itself how long it is good, or does not. */
    public Answer(ObjectNode result) {
        this(result, null, null);
    }

    /** A result of which the gateway knows how long it is good. */
    public Answer(ObjectNode result, @Nullable Duration fresh) {
        this(result, fresh, null);
    }

    /** Tells whether a tool said that it failed. */
    public boolean isError() {
        return result.path("isError").asBoolean(false);
    }
}
