package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Between a client that speaks over standard streams and the gateway's MCP endpoint, in either era. Messages go through as they
 * are; requests run at the same time, and everything else goes in the order in which it came.
 */
final class Bridge implements AutoCloseable {
    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final long GRACE_MILLIS = 1500;
    private static final int PAGES = 1000;

    private final URI gateway;
    private final BridgeWire wire;
    private final BridgeOutput out;
    private final BridgeSession session;
    private final BridgeListener listener;
    private final BridgeHeaders headers = new BridgeHeaders();
    private final Map<JsonNode, BridgeCall> calls = new ConcurrentHashMap<>();

    Bridge(URI gateway, BridgeWire wire, BridgeOutput out) {
        this.gateway = gateway;
        this.wire = wire;
        this.out = out;
        this.session = new BridgeSession(wire);
        this.listener = new BridgeListener(wire, session, out);
    }

    URI gateway() {
        return gateway;
    }

    BridgeWire wire() {
        return wire;
    }

    BridgeOutput out() {
        return out;
    }

    BridgeSession session() {
        return session;
    }

    BridgeHeaders headers() {
        return headers;
    }

    /** Takes messages until there are no more, and gives those under way a moment to be answered. */
    void run(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                take(line);
            }
        }
        long end = System.nanoTime() + GRACE_MILLIS * 1_000_000;
        while (awaitsAnswers() && System.nanoTime() < end && BridgeListener.rest(20)) {}
    }

    private boolean awaitsAnswers() {
        return calls.values().stream().anyMatch(call -> !call.request().method().equals("subscriptions/listen"));
    }

    void ended(BridgeCall call) {
        calls.remove(call.request().id(), call);
    }

    /** Reads the lists of tools, to know which arguments are repeated as headers; returns whether it could. */
    boolean learnTools(BridgeMessage request) throws IOException {
        if (request.version() == null || !request.method().equals("tools/call")) {
            return false;
        }
        JsonNode cursor = NullNode.getInstance();
        for (int page = 0; page < PAGES; page++) {
            ObjectNode list = com.datacline.gateway.call.JsonRpc.request(
                    new com.fasterxml.jackson.databind.node.TextNode("datacline-tools"), "tools/list");
            list.putObject("params").set("_meta", request.params().path("_meta"));
            if (cursor.isTextual()) {
                list.withObjectProperty("params").set("cursor", cursor);
            }
            BridgeMessage message = BridgeMessage.of(list);
            HttpResponse<InputStream> response = wire.post(message.bytes(), message.headers());
            try (InputStream body = response.body()) {
                JsonNode result = BridgeWire.read(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .path("result");
                headers.learn(result);
                cursor = result.path("nextCursor");
                if (!cursor.isTextual()) {
                    return result.has("tools");
                }
            }
        }
        return false;
    }

    private void take(String line) {
        try {
            if (WireJson.MAPPER.readTree(line) instanceof ObjectNode tree) {
                take(new BridgeMessage(tree, line.getBytes(StandardCharsets.UTF_8)));
            } else {
                out.fail(NullNode.getInstance(), INVALID_REQUEST, "a line must be one JSON-RPC message", "");
            }
        } catch (JacksonException e) {
            out.fail(NullNode.getInstance(), PARSE_ERROR, "a line is not JSON: " + e.getOriginalMessage(), "");
        }
    }

    private void take(BridgeMessage message) {
        if (message.isRequest()) {
            BridgeCall call = new BridgeCall(this, message);
            calls.put(message.id(), call);
            Thread.ofVirtual().name("call").start(call);
        } else if (!endedHere(message)) {
            tell(message);
        }
    }

    /** In the modern era, a request over HTTP is cancelled by hanging up, not by a message. */
    private boolean endedHere(BridgeMessage message) {
        if (!message.method().equals("notifications/cancelled")) {
            return false;
        }
        BridgeCall call = calls.get(message.params().path("requestId"));
        if (call != null && call.request().version() != null) {
            call.cancel();
            return true;
        }
        return !session.exists();
    }

    /** Nobody waits for an answer, so what goes wrong is told to whoever reads the log. */
    private void tell(BridgeMessage message) {
        try {
            Map<String, String> with = message.version() == null ? session.headers() : message.headers();
            int status = wire.tell(message.bytes(), with);
            if (status == 404 && session.exists() && session.renew(with)) {
                status = wire.tell(message.bytes(), session.headers());
            }
            if (status / 100 != 2) {
                System.err.println("datacline: the gateway answered " + status + " to " + message);
            } else if (message.method().equals("notifications/initialized") && session.exists()) {
                listener.start();
            }
        } catch (IOException | Complaint e) {
            System.err.println("datacline: " + message + " was not sent: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        listener.stop();
        calls.values().forEach(BridgeCall::cancel);
        session.end();
        wire.close();
    }
}
