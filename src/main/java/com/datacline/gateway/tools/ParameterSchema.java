package com.datacline.gateway.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The schema that {@code parameter.NAME=TYPE} and its {@code .description}, {@code .required} and {@code .enum} make.
 * Types and their other spellings are those of Camel 4.22, and {@code array} and {@code object}.
 */
final class ParameterSchema {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("string", "string"),
            Map.entry("integer", "integer"),
            Map.entry("int", "integer"),
            Map.entry("long", "integer"),
            Map.entry("number", "number"),
            Map.entry("double", "number"),
            Map.entry("float", "number"),
            Map.entry("boolean", "boolean"),
            Map.entry("bool", "boolean"),
            Map.entry("array", "array"),
            Map.entry("object", "object"));

    private final String tool;

    ParameterSchema(String tool) {
        this.tool = tool;
    }

    ObjectNode of(Map<String, Object> options) {
        Map<String, Map<String, String>> parameters = new TreeMap<>();
        options.forEach((key, value) -> {
            int dot = key.indexOf('.');
            String name = dot < 0 ? key : key.substring(0, dot);
            ReservedNames.check(tool, name);
            parameters
                    .computeIfAbsent(name, n -> new TreeMap<>())
                    .put(
                            dot < 0 ? "type" : key.substring(dot + 1),
                            value.toString().strip());
        });
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        parameters.forEach((name, says) -> {
            properties.set(name, property(name, says));
            if (says.getOrDefault("required", "false").equals("true")) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private ObjectNode property(String name, Map<String, String> says) {
        String given = says.getOrDefault("type", "string");
        String type = TYPES.get(given.toLowerCase(Locale.ROOT));
        if (type == null) {
            throw new InvalidTool(
                    tool,
                    "parameter." + name + ": \"" + given
                            + "\" is no type; there are string, integer, number, boolean, array and object");
        }
        ObjectNode property = JsonNodeFactory.instance.objectNode().put("type", type);
        says.forEach((key, value) -> {
            switch (key) {
                case "type" -> {}
                case "description" -> property.put("description", value);
                case "required" -> {
                    if (!value.equals("true") && !value.equals("false")) {
                        throw new InvalidTool(
                                tool, "parameter." + name + ".required must be true or false, was \"" + value + "\"");
                    }
                }
                case "enum" -> property.set("enum", choices(name, type, value));
                default ->
                    throw new InvalidTool(
                            tool,
                            "parameter." + name + "." + key
                                    + " is unknown; there are .description, .required and .enum");
            }
        });
        return property;
    }

    private ArrayNode choices(String name, String type, String text) {
        ArrayNode choices = JsonNodeFactory.instance.arrayNode();
        for (String word : text.split(",", -1)) {
            String choice = word.strip();
            if (choice.isEmpty()) {
                throw new InvalidTool(tool, "parameter." + name + ".enum has an empty choice");
            }
            try {
                switch (type) {
                    case "integer" -> choices.add(Long.parseLong(choice));
                    case "number" -> choices.add(new java.math.BigDecimal(choice));
                    case "string" -> choices.add(choice);
                    default -> throw new InvalidTool(tool, "parameter." + name + ".enum does not go with type " + type);
                }
            } catch (NumberFormatException e) {
                throw new InvalidTool(tool, "parameter." + name + ".enum: \"" + choice + "\" is no " + type);
            }
        }
        return choices;
    }
}
