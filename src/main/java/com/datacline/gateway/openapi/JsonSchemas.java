package com.datacline.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of one document as JSON Schema 2020-12, the dialect of MCP: OpenAPI 3.0 has one of its own (OpenAPI 3.0.4,
 * schema object), 3.1 only adds to it. What schemas share stands in {@code $defs}, so that one may refer to itself.
 */
final class JsonSchemas {
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFS = "#/$defs/";

    private static final Set<String> ONE = Set.of(
            "items",
            "additionalProperties",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> MAPS = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> OF_OPENAPI = Set.of(
            "nullable",
            "discriminator",
            "xml",
            "externalDocs",
            "example",
            "readOnly",
            "writeOnly",
            "$schema",
            "$id",
            "$anchor",
            "$dynamicAnchor",
            "$comment",
            "exampleSetFlag");

    private final Map<String, JsonNode> components;
    private final Map<String, JsonNode> translated = new HashMap<>();

    /** @param components the document's shared schemas by name, as they stand there */
    JsonSchemas(Map<String, JsonNode> components) {
        this.components = components;
    }

    /**
     * Returns a schema of a request in the dialect of MCP; what it shares with others has to be {@link #complete added}.
     *
     * @throws UnusableOperation if it leads out of the document
     */
    JsonNode translate(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(member -> put(result, member.getKey(), member.getValue()));
        if (object.has("$ref")) {
            result.put("$ref", reference(object.path("$ref").asText()));
        }
        hideReadOnly(object, result);
        exclusive(result, "minimum", "exclusiveMinimum");
        exclusive(result, "maximum", "exclusiveMaximum");
        return object.path("nullable").asBoolean() ? orNull(result) : result;
    }

    /** Returns the schema that another one means, if it is but a reference; in its document's own dialect. */
    JsonNode meant(JsonNode schema) {
        JsonNode meant = schema;
        for (int steps = 0; meant.path("$ref").asText().startsWith(COMPONENTS) && steps < 20; steps++) {
            meant = components.getOrDefault(
                    meant.path("$ref").asText().substring(COMPONENTS.length()), JsonNodeFactory.instance.objectNode());
        }
        return meant;
    }

    /** Adds to a translated schema whatever it refers to. */
    ObjectNode complete(ObjectNode schema) {
        Map<String, JsonNode> used = new LinkedHashMap<>();
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(schema);
        while (!open.isEmpty()) {
            for (JsonNode reference : open.remove().findValues("$ref")) {
                if (reference.isTextual() && reference.asText().startsWith(DEFS)) {
                    String name = reference.asText().substring(DEFS.length());
                    if (!used.containsKey(name)) {
                        JsonNode definition = definition(name);
                        used.put(name, definition);
                        open.add(definition);
                    }
                }
            }
        }
        if (!used.isEmpty()) {
            schema.putObject("$defs").setAll(used);
        }
        return schema;
    }

    private JsonNode definition(String name) {
        JsonNode known = translated.get(name);
        if (known == null) {
            JsonNode component = components.get(name);
            if (component == null) {
                throw new UnusableOperation("refers to the schema " + name + ", which is not there");
            }
            known = translate(component);
            translated.put(name, known);
        }
        return known;
    }

    private static String reference(String reference) {
        if (!reference.startsWith(COMPONENTS) || reference.indexOf('/', COMPONENTS.length()) > 0) {
            throw new UnusableOperation("refers to " + reference + ", and only " + COMPONENTS + "… is followed");
        }
        return DEFS + reference.substring(COMPONENTS.length());
    }

    private void put(ObjectNode result, String key, JsonNode value) {
        if (key.equals("$dynamicRef") || key.equals("$recursiveRef")) {
            throw new UnusableOperation("has a schema with " + key);
        }
        if (OF_OPENAPI.contains(key) || key.startsWith("x-") || key.equals("pattern") && !isPattern(value)) {
            return;
        }
        if (ONE.contains(key)) {
            result.set(key, translate(value));
        } else if (LISTS.contains(key) && value.isArray()) {
            ArrayNode list = result.putArray(key);
            value.forEach(item -> list.add(translate(item)));
        } else if (MAPS.contains(key) && value.isObject()) {
            ObjectNode map = result.putObject(key);
            value.properties().forEach(item -> map.set(item.getKey(), translate(item.getValue())));
        } else if (!value.isNull() || key.equals("default") || key.equals("const")) {
            result.set(key, value);
        }
    }

    /** What only the API sets is nothing that a caller may give, let alone must. */
    private void hideReadOnly(ObjectNode given, ObjectNode result) {
        if (!(result.get("properties") instanceof ObjectNode properties)) {
            return;
        }
        given.path("properties").properties().forEach(property -> {
            if (property.getValue().path("readOnly").asBoolean()) {
                properties.remove(property.getKey());
                if (result.get("required") instanceof ArrayNode required) {
                    ArrayNode others = result.putArray("required");
                    required.forEach(name -> {
                        if (!name.asText().equals(property.getKey())) {
                            others.add(name);
                        }
                    });
                }
            }
        });
    }

    /** Until 3.0 it was a word about the limit beside it. */
    private static void exclusive(ObjectNode schema, String limit, String exclusive) {
        if (!schema.path(exclusive).isBoolean()) {
            return;
        }
        boolean so = schema.path(exclusive).asBoolean();
        schema.remove(exclusive);
        JsonNode bound = schema.get(limit);
        if (so && bound != null) {
            schema.remove(limit);
            schema.set(exclusive, bound);
        }
    }

    private static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.get("type");
        if (type == null || !type.isTextual()) {
            ObjectNode either = JsonNodeFactory.instance.objectNode();
            either.putArray("anyOf").add(schema).addObject().put("type", "null");
            @Nullable JsonNode description = schema.remove("description");
            if (description != null) {
                either.set("description", description);
            }
            return either;
        }
        schema.putArray("type").add(type).add("null");
        // where values are listed, null is one of them only if it is listed too (OpenAPI 3.0.3, proposal 003)
        return schema;
    }

    private static boolean isPattern(JsonNode value) {
        try {
            Pattern.compile(value.asText());
            return value.isTextual();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
