package com.datacline.gateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;

/**
 * Puts schemas of tools inside another schema. References to the document root ({@code #/$defs/x}) are led to the new
 * place (JSON Schema 2020-12, core, 8.2.3.1); a schema with an {@code $id} is a root of its own and stays as it is.
 */
final class NestedSchema {
    private static final Set<String> DATA = Set.of("const", "default", "enum", "examples");

    /** Keywords that hold schemas by names of somebody's own choice, which may look like keywords. */
    private static final Set<String> BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    private NestedSchema() {}

    /** Returns one schema that stands at the pointer and accepts what any of the given ones accepts. */
    static ObjectNode at(String pointer, List<JsonNode> schemas) {
        List<JsonNode> distinct = schemas.stream().distinct().toList();
        if (distinct.size() == 1) {
            return moved(distinct.getFirst(), pointer);
        }
        ObjectNode union = JsonNodeFactory.instance.objectNode().put("type", "object");
        ArrayNode anyOf = union.putArray("anyOf");
        for (int i = 0; i < distinct.size(); i++) {
            anyOf.add(moved(distinct.get(i), pointer + "/anyOf/" + i));
        }
        return union;
    }

    private static ObjectNode moved(JsonNode schema, String pointer) {
        JsonNode copy = schema.deepCopy();
        if (!copy.has("$id")) {
            lead(copy, pointer);
        }
        return copy instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static void lead(JsonNode schema, String pointer) {
        if (schema instanceof ObjectNode object) {
            for (String keyword : List.of("$ref", "$dynamicRef")) {
                if (object.get(keyword) instanceof TextNode reference && isLocal(reference.asText())) {
                    object.put(keyword, "#" + pointer + reference.asText().substring(1));
                }
            }
            object.properties().forEach(member -> {
                boolean root = member.getValue().path("$id").isTextual();
                if (BY_NAME.contains(member.getKey())) {
                    member.getValue().forEach(named -> {
                        if (!named.has("$id")) {
                            lead(named, pointer);
                        }
                    });
                } else if (!root && !DATA.contains(member.getKey())) {
                    lead(member.getValue(), pointer);
                }
            });
        } else {
            schema.forEach(item -> lead(item, pointer));
        }
    }

    private static boolean isLocal(String reference) {
        return reference.equals("#") || reference.startsWith("#/");
    }
}
