package com.datacline.gateway.door;

import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Payload;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** MCP results in the REST surface's own shapes. */
final class RestShapes {
    private RestShapes() {}

    static ObjectNode ofServer(ObjectNode result, CallRequest request, String server, boolean payload) {
        String subject = request.operation().subject();
        ObjectNode shape = JsonNodeFactory.instance.objectNode();
        return switch (request.operation().action()) {
            case INVOKE_TOOL, INVOKE_TOOL_BROADCAST -> invoked(result, request, server, payload);
            case LIST_TOOLS, LIST_RESOURCES, LIST_RESOURCE_TEMPLATES, LIST_PROMPTS -> {
                String items = request.operation().action().items();
                shape.put("mcp_server", server).set(items, result.path(items));
                yield shape.put("count", result.path(items).size());
            }
            case READ_RESOURCE -> {
                shape.put("mcp_server", server).put("uri", subject);
                yield shape.setAll(result);
            }
            case GET_PROMPT -> {
                shape.put("mcp_server", server).put("name", subject);
                yield shape.setAll(result);
            }
            case GET_SERVER_INFO,
                    COMPLETE,
                    GET_TASK,
                    UPDATE_TASK,
                    CANCEL_TASK,
                    WATCH_TASK,
                    SUBSCRIBE,
                    UNSUBSCRIBE,
                    LISTEN -> result;
        };
    }

    static ObjectNode ofCatalogue(ObjectNode result) {
        ObjectNode shape = JsonNodeFactory.instance.objectNode();
        JsonNode tools = result.at("/structuredContent/tools");
        shape.set("tools", tools);
        return shape.put("count", tools.size());
    }

    private static ObjectNode invoked(ObjectNode result, CallRequest request, String server, boolean payload) {
        boolean success = !result.path("isError").asBoolean(false);
        ObjectNode shape = JsonNodeFactory.instance
                .objectNode()
                .put("success", success)
                .put("tool_name", request.operation().subject())
                .put("mcp_server", server);
        shape.set("result", payload ? Payload.of(result) : result);
        shape.put("error", success ? null : Payload.text(result));
        return shape.put("execution_time_ms", request.elapsedMillis());
    }

    static ObjectNode ofBroadcast(ObjectNode result, boolean payload) {
        JsonNode structured = result.path("structuredContent");
        ObjectNode shape = JsonNodeFactory.instance
                .objectNode()
                .put("tool_name", structured.path("tool").asText());
        for (String count : new String[] {"total_servers", "successful", "failed", "execution_time_ms"}) {
            shape.set(count, structured.path(count));
        }
        if (structured.has("merged")) {
            shape.set("merged", structured.path("merged"));
        }
        ObjectNode results = shape.putObject("results");
        ObjectNode errors = shape.putObject("errors");
        structured.path("servers").properties().forEach(server -> {
            JsonNode entry = server.getValue();
            if (entry.path("status").asText().equals("success") && entry.get("result") instanceof ObjectNode one) {
                results.set(server.getKey(), payload ? Payload.of(one) : one);
            } else if (!entry.path("status").asText().equals("success")) {
                errors.put(server.getKey(), entry.path("error").asText());
            }
        });
        return shape;
    }

    static ObjectNode ofProviders(ObjectNode result, CallRequest request) {
        ObjectNode broadcast = ofBroadcast(result, true);
        int failed = broadcast.path("failed").asInt();
        ObjectNode inner = JsonNodeFactory.instance
                .objectNode()
                .put("tool", request.operation().subject());
        inner.set("parameters", request.operation().arguments());
        if (broadcast.has("merged")) {
            inner.set("merged", broadcast.path("merged"));
        }
        inner.set("results", broadcast.path("results"));
        inner.set("errors", broadcast.path("errors"));
        ObjectNode metadata = inner.putObject("metadata");
        for (String count : new String[] {"total_servers", "successful", "failed"}) {
            metadata.set(count, broadcast.path(count));
        }
        inner.set("execution_time_ms", broadcast.path("execution_time_ms"));
        ObjectNode shape = JsonNodeFactory.instance.objectNode();
        String tool = request.operation().subject();
        shape.putArray("content")
                .addObject()
                .put("type", "text")
                .put(
                        "text",
                        "Successfully executed '" + tool + "' on "
                                + broadcast.path("successful").asInt() + "/"
                                + broadcast.path("total_servers").asInt() + " servers"
                                + (failed > 0 ? " (" + failed + " failed)" : ""));
        shape.withArray("/content")
                .addObject()
                .put("type", "resource")
                .putObject("resource")
                .put("uri", "gateway://results/" + tool)
                .put("mimeType", "application/json")
                .put("text", new String(WireJson.bytes(inner), java.nio.charset.StandardCharsets.UTF_8));
        return shape.put("isError", broadcast.path("successful").asInt() == 0);
    }
}
