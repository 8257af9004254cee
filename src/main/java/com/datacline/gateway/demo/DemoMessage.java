package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request or notification that is well-formed JSON-RPC.
 *
 * @param headers by lower-case name
 * @param id absent on a notification
 */
record DemoMessage(Map<String, String> headers, @Nullable JsonNode id, String method, ObjectNode params) {

    boolean isNotification() {
        return id == null;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip);
    }

    JsonNode meta(String key) {
        return params.path("_meta").path("io.modelcontextprotocol/" + key);
    }
}
