package com.datacline.gateway.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Bytes as a tool result: text where they are text, else an image, a sound, or an embedded resource. */
final class BinaryResult {
    private final String tool;
    private final String type;

    /** @param contentType what the route's {@code Content-Type} says, or empty */
    BinaryResult(String tool, String contentType) {
        this.tool = tool;
        this.type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    ObjectNode of(byte[] bytes) {
        if (type.startsWith("image/") || type.startsWith("audio/")) {
            return block(JsonNodeFactory.instance
                    .objectNode()
                    .put("type", type.substring(0, 5))
                    .put("data", Base64.getEncoder().encodeToString(bytes))
                    .put("mimeType", type));
        }
        try {
            return ToolResult.ofText(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            ObjectNode block = JsonNodeFactory.instance.objectNode().put("type", "resource");
            block.putObject("resource")
                    .put("uri", "tool-result:" + tool)
                    .put("mimeType", type.isEmpty() ? "application/octet-stream" : type)
                    .put("blob", Base64.getEncoder().encodeToString(bytes));
            return block(block);
        }
    }

    private static ObjectNode block(ObjectNode block) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").add(block);
        return result;
    }
}
