package com.datacline.gateway.door;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Target;
import com.datacline.gateway.call.Terms;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a JSON-RPC method and its params ask for: a request for the journey, or the failure the client shall hear. */
final class McpRequests {
    private McpRequests() {}

    static Object read(String method, JsonNode params, Era era) {
        return switch (method) {
            case "tools/call" -> toolCall(params, era);
            case "tools/list" -> toolList(params, era);
            case "server/discover" -> new Greeting.Discover();
            case "initialize", "ping", "logging/setLevel" ->
                era == Era.LEGACY ? handshake(method, params) : unknown(method);
            case "subscriptions/listen" -> era == Era.MODERN ? Listen.read(params) : unknown(method);
            default -> unknown(method);
        };
    }

    private static Greeting handshake(String method, JsonNode params) {
        return method.equals("initialize")
                ? new Greeting.Initialize(
                        params.path("protocolVersion").asText(),
                        params.get("capabilities") instanceof ObjectNode declared
                                ? declared
                                : JsonNodeFactory.instance.objectNode())
                : new Greeting.Ping();
    }

    private static Failure unknown(String method) {
        String shown = method.length() > 80 ? method.substring(0, 80) + "..." : method;
        return new Failure(FailureCode.UNKNOWN_METHOD, "Method not found: " + shown);
    }

    private static Object toolCall(JsonNode params, Era era) {
        JsonNode name = params.path("name");
        if (!name.isTextual() || name.asText().isEmpty()) {
            return bad("name must be the name of a tool");
        }
        JsonNode arguments = params.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            return bad("arguments must be an object");
        }
        ObjectNode forwarded = JsonNodeFactory.instance.objectNode().put("name", name.asText());
        forwarded.set("arguments", arguments.isObject() ? arguments : JsonNodeFactory.instance.objectNode());
        ObjectNode meta = Forwarded.meta(params.path("_meta"));
        if (!meta.isEmpty()) {
            forwarded.set("_meta", meta);
        }
        Operation operation = new Operation(Action.INVOKE_TOOL, name.asText(), forwarded);
        return CallRequest.now(era, new Target.Exposed(), operation, Terms.ALL);
    }

    private static Object toolList(JsonNode params, Era era) {
        JsonNode server = params.path("server");
        JsonNode cursor = params.path("cursor");
        if (!server.isMissingNode() && !server.isTextual() || !cursor.isMissingNode() && !cursor.isTextual()) {
            return bad("server and cursor must be strings");
        }
        return ListRequest.now(
                era, server.isTextual() ? server.asText() : null, cursor.isTextual() ? cursor.asText() : null);
    }

    private static Failure bad(String why) {
        return new Failure(FailureCode.INVALID_ARGUMENTS, why);
    }
}
