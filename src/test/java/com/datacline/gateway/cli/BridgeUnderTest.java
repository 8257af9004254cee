package com.datacline.gateway.cli;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A bridge, with a test where the client is. */
final class BridgeUnderTest implements AutoCloseable {
    private static final String MODERN = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final PipedOutputStream toBridge = new PipedOutputStream();
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final Thread running;

    private BridgeUnderTest(URI gateway, Supplier<String> token) throws IOException {
        PipedInputStream input = new PipedInputStream(toBridge, 1 << 20);
        BridgeOutput out = new BridgeOutput(new java.io.OutputStream() {
            @Override
            public void write(int character) {
                throw new AssertionError("lines are written whole");
            }

            @Override
            public void write(byte[] line, int from, int length) {
                String text = new String(line, from, length, StandardCharsets.UTF_8);
                if (text.indexOf('\n') != text.length() - 1) {
                    throw new AssertionError("not one line: " + text);
                }
                heard.add(GatewayUnderTest.json(text));
            }
        });
        running = Thread.ofVirtual().start(() -> {
            try (Bridge bridge = new Bridge(gateway, new BridgeWire(gateway, token), out)) {
                bridge.run(new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static BridgeUnderTest at(URI gateway, Supplier<String> token) throws IOException {
        return new BridgeUnderTest(gateway, token);
    }

    void say(String line) throws IOException {
        toBridge.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        toBridge.flush();
    }

    /** Says a request of the modern era; {@code params} are the members of its params. */
    void ask(int id, String method, String params) throws IOException {
        say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + MODERN
                + (params.isEmpty() ? "" : "," + params) + "}}");
    }

    /** Begins a session of the legacy era. */
    JsonNode initialize() throws IOException, InterruptedException {
        say("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                + "\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}");
        JsonNode answer = hear();
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return answer;
    }

    /** Returns the next line. */
    JsonNode hear() throws InterruptedException {
        JsonNode line = heard.poll(20, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing was heard for 20 s");
        }
        return line;
    }

    /** Tells whether nothing more comes within a moment. */
    boolean isSilent() throws InterruptedException {
        return heard.poll(300, TimeUnit.MILLISECONDS) == null;
    }

    /** Ends the input, as a client does that has had enough, and waits for the bridge to end. */
    @Override
    public void close() throws IOException {
        toBridge.close();
        try {
            if (!running.join(java.time.Duration.ofSeconds(10))) {
                throw new AssertionError("the bridge did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
