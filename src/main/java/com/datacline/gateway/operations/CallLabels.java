package com.datacline.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The labels of a call.
 *
 * @param server the server, {@code -} where there is none or many, {@code other} if a caller made it up
 * @param tool the tool by its name at the server, {@code -} where it is about none, {@code other} beyond the limit
 * @param action what was done
 * @param outcome what became of it
 * @param era how the caller spoke
 */
record CallLabels(String server, String tool, String action, String outcome, String era) {
    static final String NONE = "-";
    static final String OTHER = "other";

    static CallLabels of(JsonNode record) {
        return new CallLabels(
                record.path("mcp_server").asText(NONE),
                record.path("tool_name").asText(NONE),
                record.path("action").asText(NONE),
                record.path("outcome").asText(NONE),
                record.path("era").asText(NONE));
    }

    boolean namesServer() {
        return !server.equals(NONE) && !server.equals(OTHER);
    }

    boolean namesTool() {
        return !tool.equals(NONE) && !tool.equals(OTHER);
    }

    CallLabels at(String otherServer, String otherTool) {
        return new CallLabels(otherServer, otherTool, action, outcome, era);
    }
}
