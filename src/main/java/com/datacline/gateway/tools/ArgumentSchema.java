package com.datacline.gateway.tools;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** The schema of {@code argSchema}: JSON itself, or where it is ({@code file:} or {@code classpath:}). */
final class ArgumentSchema {
    private final String tool;

    ArgumentSchema(String tool) {
        this.tool = tool;
    }

    ObjectNode read(CamelContext context, String given) {
        if (!(tree(given.startsWith("{") ? given : content(context, given)) instanceof ObjectNode schema)) {
            throw new InvalidTool(tool, "argSchema is no JSON object");
        }
        if (!schema.path("type").asText("object").equals("object")) {
            throw new InvalidTool(tool, "argSchema must be of type object: arguments have names");
        }
        if (!(schema.get("properties") instanceof ObjectNode properties) || properties.isEmpty()) {
            throw new InvalidTool(tool, "argSchema names no properties");
        }
        properties.fieldNames().forEachRemaining(name -> ReservedNames.check(tool, name));
        for (JsonNode required : schema.path("required")) {
            if (!properties.has(required.asText())) {
                throw new InvalidTool(
                        tool, "argSchema requires \"" + required.asText() + "\", which is none of its properties");
            }
        }
        return schema.put("type", "object");
    }

    private JsonNode tree(String json) {
        try {
            return WireJson.MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new InvalidTool(tool, "argSchema is not valid JSON: " + e.getOriginalMessage());
        }
    }

    private String content(CamelContext context, String place) {
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, place)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidTool(tool, "argSchema is neither a JSON object nor a file that can be read: " + place);
        }
    }
}
