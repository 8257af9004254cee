package com.datacline.gateway.peers;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;

/** Asks a program over its standard streams itself, with nothing in between. */
final class DirectProcess implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private int lastId;

    /** Starts an installed program and shakes hands. */
    DirectProcess(String program, String... arguments) throws IOException {
        process = NodeProcess.piped(program, arguments);
        in = process.outputWriter();
        out = process.inputReader();
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", "2025-11-25");
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "direct").put("version", "1");
        ask("initialize", params);
        send(message("notifications/initialized", JsonNodeFactory.instance.objectNode()));
    }

    /** Returns the whole JSON-RPC response to one request. */
    JsonNode ask(String method, JsonNode params) throws IOException {
        send(message(method, params).put("id", ++lastId));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            JsonNode said = GatewayUnderTest.json(line);
            if (said.path("id").asInt() == lastId && !said.has("method")) {
                return said;
            }
        }
        throw new AssertionError("no answer to " + method);
    }

    private void send(ObjectNode message) throws IOException {
        in.write(message + "\n");
        in.flush();
    }

    private static ObjectNode message(String method, JsonNode params) {
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        return message;
    }

    @Override
    public void close() throws IOException {
        in.close();
        process.destroy();
    }
}
