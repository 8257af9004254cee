package com.datacline.gateway.door;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Selection;
import com.datacline.gateway.call.Target;
import com.datacline.gateway.call.Terms;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Route steps that read the REST surface: one for each of its requests. */
public final class RestDoor {

    /** Reads {@code tag} and {@code server}: one or several, separated by commas. */
    public ListRequest tools(@Header("tag") @Nullable String tags, @Header("server") @Nullable String servers) {
        Selection selection = new Selection(Commas.split(servers), Commas.split(tags), false);
        return ListRequest.now(Era.REST, Action.LIST_TOOLS, null, selection, null);
    }

    /** Reads {@code {"query", "server"?, "tag"?, "limit"?, "read_only"?}}. */
    public CallRequest findTools(@Body byte[] body) {
        return CallRequest.now(
                Era.REST,
                new Target.Catalogue(),
                Operation.invokeTool("gateway__find_tools", RestBody.object(body), Map.of()),
                Terms.ALL);
    }

    public ListRequest resources(@Header("cursor") @Nullable String cursor) {
        return ListRequest.now(Era.REST, Action.LIST_RESOURCES, null, cursor);
    }

    public ListRequest resourceTemplates(@Header("cursor") @Nullable String cursor) {
        return ListRequest.now(Era.REST, Action.LIST_RESOURCE_TEMPLATES, null, cursor);
    }

    public ListRequest prompts(@Header("cursor") @Nullable String cursor) {
        return ListRequest.now(Era.REST, Action.LIST_PROMPTS, null, cursor);
    }

    /** Reads a resource by the URI that {@code GET /resources} shows. */
    public CallRequest readAnywhere(@Header("uri") @Nullable String uri) {
        return exposed(Operation.readResource(required("uri", uri)));
    }

    /** Fills in a prompt by the name that {@code GET /prompts} shows. */
    public CallRequest promptAnywhere(
            @Header("name") @Nullable String name, @Header("arguments") @Nullable String arguments) {
        return exposed(Operation.getPrompt(required("name", name), promptArguments(arguments)));
    }

    /** Reads {@code {"ref", "argument", "context"?}}, as in {@code completion/complete}. */
    public CallRequest complete(@Body byte[] body) {
        return switch (McpRequests.read(Action.COMPLETE.method(), RestBody.object(body), Era.REST)) {
            case CallRequest request -> request;
            case Failure failure -> throw new CallFailed(failure);
            default -> throw new IllegalStateException("a completion was read as something else");
        };
    }

    public CallRequest listTools(@Header("mcp_server") @Nullable String server) {
        return onServer(server, Operation.list(Action.LIST_TOOLS));
    }

    public CallRequest listResources(@Header("mcp_server") @Nullable String server) {
        return onServer(server, Operation.list(Action.LIST_RESOURCES));
    }

    public CallRequest listResourceTemplates(@Header("mcp_server") @Nullable String server) {
        return onServer(server, Operation.list(Action.LIST_RESOURCE_TEMPLATES));
    }

    public CallRequest listPrompts(@Header("mcp_server") @Nullable String server) {
        return onServer(server, Operation.list(Action.LIST_PROMPTS));
    }

    public CallRequest serverInfo(@Header("server_name") @Nullable String server) {
        return onServer(server, Operation.list(Action.GET_SERVER_INFO));
    }

    public CallRequest readResource(
            @Header("mcp_server") @Nullable String server, @Header("uri") @Nullable String uri) {
        return onServer(server, Operation.readResource(required("uri", uri)));
    }

    /** Reads the prompt's arguments from {@code arguments}, a JSON object of strings, as query or body member. */
    public CallRequest getPrompt(
            @Header("mcp_server") @Nullable String server,
            @Header("name") @Nullable String name,
            @Header("arguments") @Nullable String arguments) {
        return onServer(server, Operation.getPrompt(required("name", name), promptArguments(arguments)));
    }

    /** Reads {@code {"tool_name", "parameters"?}}. */
    public CallRequest invoke(@Header("mcp_server") @Nullable String server, @Body byte[] body) {
        return onServer(server, toolCall(RestBody.object(body)));
    }

    /** Reads {@code {"tool_name", "parameters"?, "tags"?, "mcp_servers"?, "timeout"?, "min_results"?, "first"?}}. */
    public CallRequest broadcast(@Body byte[] body) {
        ObjectNode given = RestBody.object(body);
        Target target = new Target.Across(texts(given, "mcp_servers"), texts(given, "tags"));
        return CallRequest.now(Era.REST, target, toolCall(given), Terms.read(given));
    }

    /** Reads the bare arguments of the tool in the path. */
    public CallRequest invokeEverywhere(@Header("tool_name") String tool, @Body byte[] body) {
        ObjectNode arguments = body.length == 0 ? JsonNodeFactory.instance.objectNode() : RestBody.object(body);
        return CallRequest.now(
                Era.REST, new Target.Providers(), Operation.invokeTool(tool, arguments, Map.of()), Terms.ALL);
    }

    private static JsonNode promptArguments(@Nullable String arguments) {
        JsonNode given = arguments == null || arguments.isBlank()
                ? JsonNodeFactory.instance.objectNode()
                : RestBody.parse(arguments.getBytes(StandardCharsets.UTF_8));
        require(given.isObject(), "arguments must be a JSON object");
        return given;
    }

    private static CallRequest exposed(Operation operation) {
        return CallRequest.now(Era.REST, new Target.Exposed(), operation, Terms.ALL);
    }

    private static Operation toolCall(ObjectNode given) {
        JsonNode name = given.path("tool_name");
        require(name.isTextual() && !name.asText().isEmpty(), "tool_name must be the name of a tool");
        JsonNode parameters = given.path("parameters");
        boolean absent = parameters.isMissingNode() || parameters.isNull();
        require(absent || parameters.isObject(), "parameters must be an object");
        return Operation.invokeTool(
                name.asText(), absent ? JsonNodeFactory.instance.objectNode() : parameters, Map.of());
    }

    private static List<String> texts(ObjectNode given, String key) {
        JsonNode array = given.path(key);
        if (array.isMissingNode() || array.isNull()) {
            return List.of();
        }
        require(array.isArray(), key + " must be an array of strings");
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array) {
            require(item.isTextual(), key + " must be an array of strings");
            if (!texts.contains(item.asText())) {
                texts.add(item.asText());
            }
        }
        return texts;
    }

    private static CallRequest onServer(@Nullable String server, Operation operation) {
        Target target = new Target.OnServer(required("mcp_server", server));
        return CallRequest.now(Era.REST, target, operation, Terms.ALL);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new CallFailed(FailureCode.INVALID_ARGUMENTS, "query parameter " + name + " is required");
        }
        return value;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new CallFailed(FailureCode.INVALID_ARGUMENTS, message);
        }
    }
}
