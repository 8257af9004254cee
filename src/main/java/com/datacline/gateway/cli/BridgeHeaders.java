package com.datacline.gateway.cli;

import com.datacline.gateway.call.HeaderParameters;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What tools want repeated as headers, as the lists said that the client has seen (MCP 2026-07-28, server, tools). */
final class BridgeHeaders {
    private final Map<String, HeaderParameters> byTool = new ConcurrentHashMap<>();

    /** Takes a result of {@code tools/list}. */
    void learn(JsonNode result) {
        for (JsonNode tool : result.path("tools")) {
            try {
                byTool.put(tool.path("name").asText(), HeaderParameters.of(tool.path("inputSchema")));
            } catch (IllegalArgumentException e) {
                // The gateway does not offer such a tool.
            }
        }
    }

    /** Returns the headers for a message. */
    Map<String, String> of(BridgeMessage message) {
        return message.version() != null && message.method().equals("tools/call")
                ? byTool.getOrDefault(message.params().path("name").asText(), HeaderParameters.NONE)
                        .headers(message.params().path("arguments"))
                : Map.of();
    }
}
