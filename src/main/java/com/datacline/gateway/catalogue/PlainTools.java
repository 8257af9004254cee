package com.datacline.gateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Describes tools under their own names, as {@code GET /tools} lists them. */
final class PlainTools {
    private PlainTools() {}

    static ObjectNode describe(String tool, List<String> servers, List<ObjectNode> definitions) {
        String own = definitions.getFirst().path("description").asText("");
        String description = servers.size() == 1
                ? (own.isEmpty() ? "Execute '" + tool + "' tool on " + servers.getFirst() + "." : own)
                : "Execute '" + tool + "' tool across multiple backend servers: " + String.join(", ", servers)
                        + (own.isEmpty() ? "." : ". " + own);
        List<JsonNode> schemas = definitions.stream()
                .map(definition -> definition.path("inputSchema"))
                .filter(JsonNode::isObject)
                .toList();
        ObjectNode plain =
                JsonNodeFactory.instance.objectNode().put("name", tool).put("description", description);
        plain.set(
                "inputSchema",
                schemas.isEmpty()
                        ? JsonNodeFactory.instance.objectNode().put("type", "object")
                        : NestedSchema.at("", schemas));
        servers.forEach(plain.putArray("servers")::add);
        return plain;
    }
}
