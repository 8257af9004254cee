package com.datacline.gateway.catalogue;

import com.datacline.gateway.registry.BroadcastNames;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** Describes the tools that the gateway adds: one tool on many servers, any tool on the servers of a tag. */
final class BroadcastTools {
    private static final String ARGUMENTS = "/properties/arguments";

    private BroadcastTools() {}

    static ObjectNode byTool(String tool, List<McpServer> servers, List<ObjectNode> definitions) {
        List<JsonNode> schemas = definitions.stream()
                .map(definition -> definition.path("inputSchema"))
                .filter(JsonNode::isObject)
                .toList();
        String description = "Calls '" + tool + "' on several servers at once and returns each one's result: "
                + describe(servers) + "." + about(definitions);
        ObjectNode definition = definition(BroadcastNames.byTool(tool), description);
        ObjectNode input = input();
        ObjectNode properties = input.withObject("/properties");
        ObjectNode arguments = schemas.isEmpty() ? object() : NestedSchema.at(ARGUMENTS, schemas);
        properties.set("arguments", arguments);
        terms(properties, servers);
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        if (schemas.stream().allMatch(schema -> !schema.path("required").isEmpty())) {
            required.add("arguments");
        }
        input.set("required", required);
        return finish(definition, input);
    }

    static ObjectNode byTag(String tag, List<McpServer> servers, List<String> tools) {
        String description = "Calls one tool on all servers tagged '" + tag
                + "' at once and returns each one's result: " + describe(servers) + ".";
        ObjectNode definition = definition(BroadcastNames.byTag(tag), description);
        ObjectNode input = input();
        ObjectNode properties = input.withObject("/properties");
        ObjectNode toolName = properties.putObject("tool_name").put("type", "string");
        toolName.put("description", "The tool to call, by its name at the servers");
        if (!tools.isEmpty()) {
            tools.forEach(toolName.putArray("enum")::add);
        }
        properties.set("arguments", object().put("description", "Arguments of the tool"));
        terms(properties, servers);
        input.putArray("required").add("tool_name");
        return finish(definition, input);
    }

    private static ObjectNode definition(String name, String description) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("description", description);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    private static ObjectNode input() {
        return object().put("additionalProperties", false);
    }

    private static void terms(ObjectNode properties, List<McpServer> servers) {
        ObjectNode choice = properties.putObject("servers").put("type", "array");
        choice.put("description", "Call these servers only; all of them if left out");
        ObjectNode item = choice.putObject("items").put("type", "string");
        servers.forEach(server -> item.withArray("/enum").add(server.name()));
        choice.put("uniqueItems", true);
        properties
                .putObject("timeout")
                .put("type", "number")
                .put("exclusiveMinimum", 0)
                .put("description", "Seconds to wait for the slowest server");
        properties
                .putObject("min_results")
                .put("type", "integer")
                .put("minimum", 1)
                .put("description", "Enough successes: the other calls are cancelled then");
        properties
                .putObject("first")
                .put("type", "boolean")
                .put("description", "The first success is enough, as with min_results 1");
    }

    private static ObjectNode finish(ObjectNode definition, ObjectNode input) {
        definition.set("inputSchema", input);
        definition.set("outputSchema", BroadcastSchema.output());
        return definition;
    }

    private static String describe(List<McpServer> servers) {
        return servers.stream().map(BroadcastTools::describe).collect(Collectors.joining("; "));
    }

    private static String describe(McpServer server) {
        String what = server.metadata().path("description").asText(server.description());
        String data = "";
        if (server.metadata().path("data_sources") instanceof ArrayNode sources && !sources.isEmpty()) {
            data = sources.valueStream().map(JsonNode::asText).collect(Collectors.joining(", ", " [data: ", "]"));
        }
        return server.name() + (what.isEmpty() ? "" : " (" + what + ")") + data;
    }

    private static String about(List<ObjectNode> definitions) {
        String first = definitions.getFirst().path("description").asText("");
        return first.isEmpty() ? "" : " The tool itself: " + first;
    }
}
