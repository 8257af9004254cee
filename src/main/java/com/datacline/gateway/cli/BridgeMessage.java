package com.datacline.gateway.cli;

import com.datacline.gateway.call.HeaderText;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of the client's.
 *
 * @param tree the message
 * @param bytes the same as it came
 */
record BridgeMessage(ObjectNode tree, byte[] bytes) {
    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";

    static BridgeMessage of(ObjectNode tree) {
        return new BridgeMessage(tree, WireJson.bytes(tree));
    }

    /** Returns the method, or an empty text for the answer to a question of a server's. */
    String method() {
        return tree.path("method").asText("");
    }

    /** Tells whether somebody waits for an answer. */
    boolean isRequest() {
        return tree.has("method") && tree.has("id");
    }

    JsonNode id() {
        return tree.path("id");
    }

    JsonNode params() {
        return tree.path("params");
    }

    /** Returns the version that a message of the modern era names itself, or null for one of a session. */
    @Nullable
    String version() {
        return params().path("_meta").path(VERSION).textValue();
    }

    /** Returns the headers that repeat what the message says (MCP 2026-07-28, transports, Streamable HTTP). */
    Map<String, String> headers() {
        String version = version();
        if (version == null) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", version);
        headers.put("Mcp-Method", HeaderText.encode(method()));
        String member =
                switch (method()) {
                    case "tools/call", "prompts/get" -> "name";
                    case "resources/read" -> "uri";
                    case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
                    default -> "";
                };
        if (params().path(member).isTextual()) {
            headers.put("Mcp-Name", HeaderText.encode(params().path(member).asText()));
        }
        return headers;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BridgeMessage message && tree.equals(message.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    @Override
    public String toString() {
        return method().isEmpty() ? "an answer" : method();
    }
}
