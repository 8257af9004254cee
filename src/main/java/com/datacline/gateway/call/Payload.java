package com.datacline.gateway.call;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Collectors;

/** What a tool itself had to say, taken out of MCP's wrapping. */
public final class Payload {
    private Payload() {}

    /**
     * Returns the structured content if there is some; else the JSON or text in a single text block; else all content
     * blocks.
     */
    public static JsonNode of(ObjectNode result) {
        JsonNode structured = result.get("structuredContent");
        if (structured != null) {
            return structured;
        }
        JsonNode content = result.path("content");
        if (content.size() == 1 && content.path(0).path("type").asText().equals("text")) {
            return decoded(content.path(0).path("text").asText());
        }
        return content instanceof ArrayNode ? content : result;
    }

    /** Returns the text blocks of a result, joined by line breaks. */
    public static String text(ObjectNode result) {
        return result.path("content")
                .valueStream()
                .filter(block -> block.path("type").asText().equals("text"))
                .map(block -> block.path("text").asText())
                .collect(Collectors.joining("\n"));
    }

    private static JsonNode decoded(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            try {
                return WireJson.MAPPER.readTree(trimmed);
            } catch (JacksonException e) {
                // Text that only looks like JSON.
            }
        }
        return TextNode.valueOf(text);
    }
}
