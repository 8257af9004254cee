package com.datacline.gateway.door;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Target;
import com.datacline.gateway.call.TasksExtension;
import com.datacline.gateway.call.Terms;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a JSON-RPC method and its params ask for: a request for the journey, or the failure the client shall hear. */
final class McpRequests {
    private McpRequests() {}

    static Object read(String method, JsonNode params, Era era) {
        return switch (method) {
            case "tools/call" -> named(Action.INVOKE_TOOL, params, era);
            case "prompts/get" -> named(Action.GET_PROMPT, params, era);
            case "resources/read" -> resource(Action.READ_RESOURCE, params, era);
            case "completion/complete" -> completion(params, era);
            case "tools/list" -> list(Action.LIST_TOOLS, params, era);
            case "resources/list" -> list(Action.LIST_RESOURCES, params, era);
            case "resources/templates/list" -> list(Action.LIST_RESOURCE_TEMPLATES, params, era);
            case "prompts/list" -> list(Action.LIST_PROMPTS, params, era);
            case "server/discover" -> new Greeting.Discover();
            default -> era == Era.LEGACY ? legacy(method, params) : modern(method, params);
        };
    }

    /** Methods that the modern era has brought. */
    private static Object modern(String method, JsonNode params) {
        return switch (method) {
            case "subscriptions/listen" -> Listen.read(params);
            case "tasks/get" -> task(Action.GET_TASK, params);
            case "tasks/update" -> task(Action.UPDATE_TASK, params);
            case "tasks/cancel" -> task(Action.CANCEL_TASK, params);
            default -> unknown(method);
        };
    }

    /** Methods that the modern era has done away with. */
    private static Object legacy(String method, JsonNode params) {
        return switch (method) {
            case "initialize" ->
                new Greeting.Initialize(
                        params.path("protocolVersion").asText(),
                        params.get("capabilities") instanceof ObjectNode declared
                                ? TasksExtension.without(declared)
                                : JsonNodeFactory.instance.objectNode());
            case "ping", "logging/setLevel" -> new Greeting.Ping();
            case "resources/subscribe" -> resource(Action.SUBSCRIBE, params, Era.LEGACY);
            case "resources/unsubscribe" -> resource(Action.UNSUBSCRIBE, params, Era.LEGACY);
            default -> unknown(method);
        };
    }

    private static Failure unknown(String method) {
        String shown = method.length() > 80 ? method.substring(0, 80) + "..." : method;
        return new Failure(FailureCode.UNKNOWN_METHOD, "Method not found: " + shown);
    }

    private static Object named(Action action, JsonNode params, Era era) {
        JsonNode name = params.path("name");
        if (!name.isTextual() || name.asText().isEmpty()) {
            return bad("name must be the name of a " + (action == Action.GET_PROMPT ? "prompt" : "tool"));
        }
        JsonNode arguments = params.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            return bad("arguments must be an object");
        }
        ObjectNode forwarded = forwarded(params);
        if (action == Action.INVOKE_TOOL && arguments.isMissingNode()) {
            forwarded.putObject("arguments");
        }
        return request(action, name.asText(), forwarded, era);
    }

    private static Object resource(Action action, JsonNode params, Era era) {
        JsonNode uri = params.path("uri");
        return uri.isTextual() && !uri.asText().isEmpty()
                ? request(action, uri.asText(), forwarded(params), era)
                : bad("uri must be the URI of a resource");
    }

    private static Object task(Action action, JsonNode params) {
        if (!TasksExtension.isIn(params.path("_meta").path(Protocol.META_CAPABILITIES))) {
            return TasksExtension.missing();
        }
        JsonNode id = params.path("taskId");
        return id.isTextual() && !id.asText().isEmpty()
                ? request(action, id.asText(), forwarded(params), Era.MODERN)
                : bad("taskId must be the id of a task");
    }

    private static Object completion(JsonNode params, Era era) {
        JsonNode ref = params.path("ref");
        JsonNode subject =
                switch (ref.path("type").asText()) {
                    case "ref/prompt" -> ref.path("name");
                    case "ref/resource" -> ref.path("uri");
                    default -> MissingNode.getInstance();
                };
        if (!subject.isTextual() || !params.path("argument").isObject()) {
            return bad("completion needs an argument, and a ref to a prompt by name or to a resource by uri");
        }
        return request(Action.COMPLETE, subject.asText(), forwarded(params), era);
    }

    private static CallRequest request(Action action, String subject, ObjectNode params, Era era) {
        return CallRequest.now(era, new Target.Exposed(), new Operation(action, subject, params), Terms.ALL);
    }

    /** Members that the gateway does not know go on as they came. */
    private static ObjectNode forwarded(JsonNode params) {
        ObjectNode forwarded = JsonNodeFactory.instance.objectNode();
        params.properties().forEach(member -> forwarded.set(member.getKey(), member.getValue()));
        ObjectNode meta = Forwarded.meta(params.path("_meta"));
        forwarded.remove("_meta");
        if (!meta.isEmpty()) {
            forwarded.set("_meta", meta);
        }
        return forwarded;
    }

    private static Object list(Action action, JsonNode params, Era era) {
        JsonNode server = params.path("server");
        JsonNode cursor = params.path("cursor");
        if (!server.isMissingNode() && !server.isTextual() || !cursor.isMissingNode() && !cursor.isTextual()) {
            return bad("server and cursor must be strings");
        }
        return ListRequest.now(
                era, action, server.isTextual() ? server.asText() : null, cursor.isTextual() ? cursor.asText() : null);
    }

    private static Failure bad(String why) {
        return new Failure(FailureCode.INVALID_ARGUMENTS, why);
    }
}
