package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** What a JSON schema asks of a value, in a few words. */
final class SchemaWords {
    private static final int DEEP = 8;

    private SchemaWords() {}

    /** Returns the arguments that a tool's schema names. */
    static Table arguments(JsonNode schema) {
        List<String> required = texts(schema.path("required"));
        Table table = new Table("ARGUMENT", "TYPE", "REQUIRED", "DESCRIPTION");
        schema.path("properties").properties().forEach(property -> {
            JsonNode argument = resolved(schema, property.getValue(), 0);
            table.row(
                    property.getKey(),
                    type(schema, argument, 0),
                    required.contains(property.getKey()) ? "yes" : "",
                    description(argument));
        });
        return table;
    }

    private static String description(JsonNode argument) {
        String text = argument.path("description").asText("").strip();
        String start = argument.has("default") ? "default " + argument.path("default") : "";
        return start.isEmpty() || text.isEmpty() ? text + start : text + " (" + start + ")";
    }

    private static String type(JsonNode schema, JsonNode given, int depth) {
        JsonNode value = resolved(schema, given, depth);
        if (depth > DEEP) {
            return "any";
        }
        if (value.has("const")) {
            return value.path("const").toString();
        }
        if (value.path("enum").isArray()) {
            return value.path("enum").valueStream().map(JsonNode::asText).collect(Collectors.joining("|"));
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            if (value.path(choice).isArray()) {
                return value.path(choice)
                        .valueStream()
                        .map(one -> type(schema, one, depth + 1))
                        .distinct()
                        .collect(Collectors.joining("|"));
            }
        }
        JsonNode type = value.path("type");
        if (type.isArray()) {
            return String.join("|", texts(type));
        }
        return switch (type.asText("any")) {
            case "array" -> "list of " + type(schema, value.path("items"), depth + 1);
            case "string" ->
                "text" + (value.has("format") ? " (" + value.path("format").asText() + ")" : "");
            default -> type.asText("any");
        };
    }

    /** A reference to elsewhere in the same schema is followed. */
    private static JsonNode resolved(JsonNode schema, JsonNode value, int depth) {
        String reference = value.path("$ref").asText("");
        return reference.startsWith("#/") && depth <= DEEP
                ? resolved(schema, schema.at(reference.substring(1)), depth + 1)
                : value;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
