package com.datacline.gateway.cli;

import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What the client hears: one message a line, whole, and nothing else. */
final class BridgeOutput {
    /** The gateway wants to know who asks. */
    static final int LOGIN = -32010;

    /** The gateway did not answer, or not in a way that can be handed on. */
    static final int GATEWAY = -32011;

    private final OutputStream out;

    BridgeOutput(OutputStream out) {
        this.out = out;
    }

    /** Hands a message on as it came. A line break in it can only stand between two parts of it. */
    synchronized void write(String message) {
        String line = message.indexOf('\n') < 0 && message.indexOf('\r') < 0
                ? message
                : message.replace('\n', ' ').replace('\r', ' ');
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // The client has gone; the end of its own stream says so too.
        }
    }

    void write(JsonNode message) {
        write(new String(WireJson.bytes(message), StandardCharsets.UTF_8));
    }

    /**
     * Answers a request that came to nothing.
     *
     * @param next the command to type, or an empty text
     */
    void fail(JsonNode id, int code, String message, String next) {
        ObjectNode response = JsonRpc.response(id);
        ObjectNode error = response.putObject("error")
                .put("code", code)
                .put("message", next.isEmpty() ? message : message + "; try: " + next);
        if (!next.isEmpty()) {
            error.putObject("data").put("command", next);
        }
        write(response);
    }
}
