package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

/** One POST of a test, written like a sentence. */
record McpPost(URI url, String body, Map<String, String> headers) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static McpPost raw(URI url, String body) {
        return new McpPost(url, body, Map.of());
    }

    static McpPost initialize(URI url, String version) {
        return raw(url, """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"%s",
                 "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""".formatted(version));
    }

    /** Opens a legacy session. */
    static String session(URI url) throws IOException, InterruptedException {
        HttpResponse<String> response = initialize(url, "2025-11-25").send();
        return response.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    static McpPost legacy(URI url, String session, String method, String params) {
        return raw(url, "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":%s}".formatted(method, params))
                .with("Mcp-Session-Id", session)
                .with("MCP-Protocol-Version", "2025-11-25");
    }

    /** A request that keeps all the rules of 2026-07-28. */
    static McpPost modern(URI url, String method, String params) {
        ObjectNode given = Json.literal(params);
        given.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .set("io.modelcontextprotocol/clientCapabilities", Json.object());
        ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", "m1").put("method", method);
        request.set("params", given);
        McpPost post = raw(url, request.toString())
                .with("MCP-Protocol-Version", "2026-07-28")
                .with("Mcp-Method", method);
        return method.equals("tools/call")
                ? post.with("Mcp-Name", given.path("name").asText())
                : post;
    }

    McpPost with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new McpPost(url, body, more);
    }

    McpPost without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new McpPost(url, body, fewer);
    }

    McpPost replacing(String text, String by) {
        return new McpPost(url, body.replace(text, by), headers);
    }

    HttpResponse<String> send() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.literal(response.body());
    }
}
