package com.datacline.gateway.shaping;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.springframework.util.unit.DataSize;

/** Step of {@code kamelet:cap-result}: cuts a result that is too large for whoever asked. */
public final class CapResult {
    private long most = Long.MAX_VALUE;

    /** @param size the most that may be passed on, such as {@code 20KB}, as JSON */
    public void setSize(String size) {
        this.most = DataSize.parse(size).toBytes();
    }

    /**
     * Leaves of a tool's result as much text as fits, and says what is missing. Structured content cannot be cut: a result
     * that had some is an error then, so that nobody takes it for whole.
     */
    public ObjectNode cap(@Body ObjectNode result) {
        long size = WireJson.bytes(result).length;
        if (size <= most) {
            return result;
        }
        String note =
                "[cut by the gateway: the result has " + size + " bytes, and " + most + " are passed on; ask for less]";
        ObjectNode capped = JsonNodeFactory.instance.objectNode();
        String texts = result.has("content") ? "content" : "contents";
        ArrayNode blocks = capped.putArray(texts);
        long room = most - WireJson.bytes(JsonNodeFactory.instance.textNode(note)).length;
        for (JsonNode block : result.path(texts)) {
            if (room > 0 && block.path("text").isTextual() && block instanceof ObjectNode given) {
                String whole = given.path("text").asText();
                String text = fitting(whole, room);
                // After a text that was cut comes nothing more, even if it would fit.
                room -= text.equals(whole) ? text.getBytes(StandardCharsets.UTF_8).length : room;
                blocks.add(given.deepCopy().put("text", text));
            }
        }
        if (!result.has("content")) {
            return blocks.isEmpty() ? tooLarge(note) : capped;
        }
        blocks.addObject().put("type", "text").put("text", note);
        boolean error =
                result.has("structuredContent") || result.path("isError").asBoolean(false);
        return capped.put("isError", error);
    }

    private static ObjectNode tooLarge(String note) {
        throw new com.datacline.gateway.call.CallFailed(com.datacline.gateway.call.FailureCode.TOO_LARGE, note);
    }

    private static String fitting(String text, long bytes) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        if (all.length <= bytes) {
            return text;
        }
        int end = (int) bytes;
        while (end > 0 && (all[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(all, 0, end, StandardCharsets.UTF_8);
    }
}
