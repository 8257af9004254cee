package com.datacline.gateway.tools;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The body that a tool's route leaves, as a tool result (2026-07-28, server, tools). JSON becomes text and {@code
 * structuredContent}: an object as it is, a list as the member {@code result} of one, since structured content is an
 * object.
 */
final class ToolResult {
    /** What Camel 4.22 says of a route without a body. */
    private static final String NOTHING = "No result";

    /** Writes what rows are made of: dates as text, numbers with all their digits. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ToolResult() {}

    static ObjectNode of(String tool, Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        return switch (message.getBody()) {
            case null -> text(NOTHING);
            case JsonNode tree -> json(tree);
            case Map<?, ?> map -> json(JSON.valueToTree(map));
            case Collection<?> list -> json(JSON.valueToTree(list));
            case CharSequence text -> ofText(text.toString());
            case Number number -> text(number.toString());
            case Boolean flag -> text(flag.toString());
            case Record data -> json(JSON.valueToTree(data));
            // bytes, streams and files alike
            default -> {
                byte[] bytes = message.getBody(byte[].class);
                String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
                yield bytes == null
                        ? ofText(message.getMandatoryBody(String.class))
                        : new BinaryResult(tool, type).of(bytes);
            }
        };
    }

    /** Returns text, and what it says if it is a JSON object or list. */
    static ObjectNode ofText(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            try {
                return structured(text, WireJson.MAPPER.readTree(trimmed));
            } catch (JacksonException e) {
                // Text that only looks like JSON.
            }
        }
        return text(text);
    }

    static ObjectNode text(String text) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }

    private static ObjectNode json(JsonNode tree) {
        return tree.isValueNode() ? text(tree.asText()) : structured(tree.toString(), tree);
    }

    private static ObjectNode structured(String text, JsonNode tree) {
        ObjectNode result = text(text);
        if (tree.isObject()) {
            result.set("structuredContent", tree);
        } else {
            result.putObject("structuredContent").set("result", tree);
        }
        return result;
    }
}
