package com.datacline.gateway.shaping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;

/** Step of {@code kamelet:mask-field}: hides the values of fields, wherever a result has them. */
public final class MaskField {
    private static final List<String> WRAPPINGS = List.of("content", "contents", "messages");

    private List<FieldPath> fields = List.of();
    private String replacement = "***";

    /** @param names fields by name, or by JSON pointer if they begin with a slash; separated by commas */
    public void setField(String names) {
        List<FieldPath> paths = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            paths.add(FieldPath.of(name.strip()));
        }
        this.fields = List.copyOf(paths);
    }

    /** @param replacement what stands in a value's place */
    public void setReplacement(String replacement) {
        this.replacement = replacement;
    }

    /**
     * Masks a result in MCP's own shape: {@code structuredContent}, {@code _meta}, and JSON in the texts of content
     * blocks, embedded resources, {@code contents} of resources and {@code messages} of prompts.
     */
    public ObjectNode mask(@Body ObjectNode result) {
        TextNode hidden = TextNode.valueOf(replacement);
        for (String member : List.of("structuredContent", "_meta")) {
            if (result.has(member)) {
                fields.forEach(field -> field.hide(result.path(member), hidden));
            }
        }
        WRAPPINGS.forEach(member -> result.path(member).forEach(this::maskBlock));
        return result;
    }

    private void maskBlock(JsonNode block) {
        if (block instanceof ObjectNode given) {
            maskText(given, "text");
            for (String inner : List.of("resource", "content")) {
                JsonNode nested = given.path(inner);
                if (nested instanceof ArrayNode list) {
                    list.forEach(this::maskBlock);
                } else {
                    maskBlock(nested);
                }
            }
        }
    }

    private void maskText(ObjectNode block, String member) {
        if (block.path(member).isTextual()) {
            String text = block.path(member).asText();
            String masked = MaskedText.of(text, fields, replacement);
            if (!masked.equals(text)) {
                block.put(member, masked);
            }
        }
    }
}
