package com.datacline.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The arguments of a tool that is being made. Two of one name are told apart by where they go. */
final class Arguments {
    static final String BODY = "body";

    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final ArrayNode required = JsonNodeFactory.instance.arrayNode();

    /** Adds a parameter and returns the argument that it has become. */
    String add(String name, ApiParameter.Place place, JsonNode schema, boolean must) {
        return add(properties.has(name) ? name + "_" + place.name().toLowerCase(Locale.ROOT) : name, schema, must);
    }

    /** Adds the body, or a member of it. */
    String add(String name, JsonNode schema, boolean must) {
        String argument = name;
        while (properties.has(argument)) {
            argument = argument + "_" + BODY;
        }
        properties.set(argument, schema);
        if (must) {
            required.add(argument);
        }
        return argument;
    }

    boolean has(String argument) {
        return properties.has(argument);
    }

    /** Returns the schema of all arguments; what is none of them is a mistake. */
    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }
}
