package com.datacline.gateway.door;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Server-sent events as they are written (HTML Living Standard, section 9.2). */
final class EventFrame {
    private EventFrame() {}

    /** Says nothing, and shows whether the client is still there. */
    static byte[] comment() {
        return ": \n\n".getBytes(StandardCharsets.UTF_8);
    }

    /** Returns an event {@code message}, as MCP has them. */
    static String message(byte[] json) {
        return "event: message\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n";
    }

    /** Returns an event of another kind, with an id of its own. */
    static String of(String event, String id, JsonNode data) {
        return "event: " + event + "\nid: " + id + "\ndata: " + new String(WireJson.bytes(data), StandardCharsets.UTF_8)
                + "\n\n";
    }
}
