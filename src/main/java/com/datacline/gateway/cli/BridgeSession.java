package com.datacline.gateway.cli;

import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.upstream.ServerSentEvents;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session of a client of the legacy era (MCP 2025-11-25, transports, session management). */
final class BridgeSession {
    /** Which session, and in which version. */
    private record Known(String id, String version) {}

    private final BridgeWire wire;
    private volatile @Nullable Known known;
    private @Nullable BridgeMessage initialize;

    BridgeSession(BridgeWire wire) {
        this.wire = wire;
    }

    /** Takes the session that a request has begun. */
    synchronized void begun(BridgeMessage request, HttpResponse<?> response, JsonNode answer) {
        initialize = request;
        String version = answer.at("/result/protocolVersion").asText("");
        response.headers()
                .firstValue("Mcp-Session-Id")
                .filter(id -> !version.isEmpty())
                .ifPresent(id -> known = new Known(id, version));
    }

    /** Returns the headers for a message of the session. */
    Map<String, String> headers() {
        Known session = known;
        Map<String, String> headers = new LinkedHashMap<>();
        if (session != null) {
            headers.put("Mcp-Session-Id", session.id());
            headers.put("MCP-Protocol-Version", session.version());
        }
        return headers;
    }

    boolean exists() {
        return known != null;
    }

    /**
     * Begins the session anew that the gateway does not know any more, once for all who find that out. The client need not
     * know: what it said at the beginning is said again.
     *
     * @param dead the headers with which it was found out
     * @return whether there is a session now
     */
    synchronized boolean renew(Map<String, String> dead) throws IOException {
        BridgeMessage first = initialize;
        if (!headers().equals(dead)) {
            return true;
        }
        if (first == null) {
            return false;
        }
        known = null;
        JsonNode id = new TextNode("datacline-again");
        BridgeMessage again = BridgeMessage.of(first.tree().deepCopy().set("id", id));
        HttpResponse<InputStream> response = wire.post(again.bytes(), Map.of());
        begun(first, response, answer(response, id));
        Map<String, String> headers = headers();
        if (headers.isEmpty()) {
            return false;
        }
        wire.tell(
                BridgeMessage.of(JsonRpc.notification("notifications/initialized"))
                        .bytes(),
                headers);
        return true;
    }

    /** Ends it. */
    void end() {
        Map<String, String> headers = headers();
        if (!headers.isEmpty()) {
            try {
                wire.end(headers);
            } catch (IOException | Complaint e) {
                // It ends by itself, as those do that nobody uses.
            }
        }
    }

    private static JsonNode answer(HttpResponse<InputStream> response, JsonNode id) throws IOException {
        try (InputStream body = response.body()) {
            if (!BridgeWire.isStream(response)) {
                return BridgeWire.read(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            ServerSentEvents events = BridgeWire.events(response);
            for (String data = events.next(); data != null; data = events.next()) {
                JsonNode message = BridgeWire.read(data);
                if (message.path("id").equals(id)) {
                    return message;
                }
            }
            return BridgeWire.read("");
        }
    }
}
