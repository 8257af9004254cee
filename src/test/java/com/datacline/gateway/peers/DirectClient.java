package com.datacline.gateway.peers;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Asks a server itself, with nothing in between, and shows what it says before any type has seen it. */
final class DirectClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final List<String> headers = new ArrayList<>(
            List.of("Content-Type", "application/json", "Accept", "application/json, text/event-stream"));
    private final JsonNode introduction;
    private int lastId;

    /** Opens a session of a client that cannot be asked anything. */
    DirectClient(URI url, String... credentials) {
        this(url, JsonNodeFactory.instance.objectNode(), credentials);
    }

    /** Opens a session of a client with these capabilities. */
    DirectClient(URI url, ObjectNode capabilities, String... credentials) {
        this.url = url;
        headers.addAll(List.of(credentials));
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", "2025-11-25");
        params.set("capabilities", capabilities);
        params.putObject("clientInfo").put("name", "direct").put("version", "1");
        HttpResponse<String> response = post(message("initialize", params).put("id", ++lastId));
        introduction = answer(response).path("result");
        response.headers().firstValue("Mcp-Session-Id").ifPresent(id -> headers.addAll(List.of("Mcp-Session-Id", id)));
        headers.addAll(List.of(
                "MCP-Protocol-Version", introduction.path("protocolVersion").asText()));
        post(message("notifications/initialized", JsonNodeFactory.instance.objectNode()));
    }

    /** Returns what the server said of itself. */
    JsonNode introduction() {
        return introduction;
    }

    /** Returns the whole JSON-RPC response to one request. */
    JsonNode ask(String method, JsonNode params) {
        return answer(post(message(method, params).put("id", ++lastId)));
    }

    /** Returns the items of a list, all pages of it. */
    List<JsonNode> list(String method, String items) {
        List<JsonNode> all = new ArrayList<>();
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        while (true) {
            JsonNode result = ask(method, params).path("result");
            result.path(items).forEach(all::add);
            if (!result.hasNonNull("nextCursor")) {
                return all;
            }
            params.put("cursor", result.path("nextCursor").asText());
        }
    }

    private HttpResponse<String> post(ObjectNode message) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .headers(headers.toArray(String[]::new))
                .POST(HttpRequest.BodyPublishers.ofString(message.toString()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode answer(HttpResponse<String> response) {
        if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            return GatewayUnderTest.json(response.body());
        }
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> GatewayUnderTest.json(line.substring("data: ".length())))
                .filter(message -> message.path("id").asInt() == lastId && !message.has("method"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answer in " + response.body()));
    }

    private static ObjectNode message(String method, JsonNode params) {
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        return message;
    }
}
