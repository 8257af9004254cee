package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.HeaderParameters;
import com.datacline.gateway.call.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** What the tools of one server want repeated as headers, as its list said last (MCP 2026-07-28, server, tools). */
final class ToolHeaders {
    private volatile Map<String, HeaderParameters> byTool = Map.of();

    /** Takes a result of {@code tools/list}. A tool that defines its headers wrongly gets none: it is not offered either. */
    void learn(ObjectNode list) {
        Map<String, HeaderParameters> learnt = new HashMap<>();
        for (JsonNode tool : list.path("tools")) {
            try {
                HeaderParameters parameters = HeaderParameters.of(tool.path("inputSchema"));
                if (!parameters.paths().isEmpty()) {
                    learnt.put(tool.path("name").asText(), parameters);
                }
            } catch (IllegalArgumentException e) {
                // The catalogue says so to the operator.
            }
        }
        byTool = Map.copyOf(learnt);
    }

    /** Returns the headers for an operation. */
    Map<String, String> of(Operation operation) {
        return operation.action() == Action.INVOKE_TOOL
                ? byTool.getOrDefault(operation.subject(), HeaderParameters.NONE)
                        .headers(operation.params().path("arguments"))
                : Map.of();
    }
}
