package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Requests on all surfaces of a gateway, and everything that they were answered. */
final class Surfaces {
    private final GatewayProcess gateway;
    private final Set<String> servers;
    private final String token;
    private final StringBuilder told = new StringBuilder();

    /** @param servers the servers of its registry */
    Surfaces(GatewayProcess gateway, Set<String> servers, String token) {
        this.gateway = gateway;
        this.servers = Set.copyOf(servers);
        this.token = token;
    }

    /** Returns status, headers and body of every answer. */
    String told() {
        return told.toString();
    }

    void everything() throws Exception {
        for (String page : List.of(
                "/",
                "/health",
                "/config",
                "/openapi.json",
                "/tools",
                "/mcp/servers",
                "/mcp/quarantine",
                "/routes",
                "/routes/files",
                "/servers",
                "/audit?limit=1000",
                "/resources",
                "/prompts",
                "/nothing",
                "/mcp")) {
            told.append(send("GET", page, ""));
        }
        for (String server : servers) {
            told.append(send("GET", "/mcp/list-tools?mcp_server=" + server, ""));
            told.append(send("GET", "/mcp/server/" + server + "/info", ""));
        }
        told.append(rpc("tools/list", "{}"));
        told.append(
                rpc(
                        "initialize",
                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}"));
        told.append(modern("server/discover"));
        told.append(modern("tools/list"));
        calls();
    }

    void calls() throws Exception {
        for (String server : List.of(
                "bearer",
                "raw",
                "template",
                "basic",
                "query",
                "body",
                "file",
                "written",
                "vault",
                "login",
                "program")) {
            told.append(send(
                    "POST",
                    "/mcp/invoke?mcp_server=" + server,
                    "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"m\"}}"));
            told.append(rpc("tools/call", "{\"name\":\"" + server + "__echo\",\"arguments\":{\"message\":\"m\"}}"));
        }
        told.append(
                rpc("tools/call", "{\"name\":\"broadcast__echo\",\"arguments\":{\"arguments\":{\"message\":\"m\"}}}"));
    }

    /** Requests that come to nothing, some with secrets where none belongs. */
    void refusals(List<Canary> canaries) throws Exception {
        told.append(gateway.send("GET", "/tools", ""));
        told.append(gateway.send("GET", "/tools", "", "Authorization", "Bearer " + token + "x")
                .body());
        told.append(gateway.send("POST", "/mcp", "{}", "Authorization", "Basic " + token)
                .body());
        told.append(gateway.send("GET", "/tools?access_token=" + token, "").body());
        told.append(gateway.send("GET", "/tools", "", "Origin", "https://evil.example")
                .body());
        told.append(send("POST", "/mcp", "not JSON"));
        told.append(send("GET", "/oauth/callback?state=" + token + "&code=" + token, ""));
        for (Canary canary : canaries) {
            told.append(send(
                    "POST",
                    "/mcp/invoke?mcp_server=bearer",
                    "{\"tool_name\":\"nothing\",\"parameters\":{\"q\":\"" + canary.value() + "\"}}"));
        }
    }

    /** What operators see. */
    void manage(int port) throws Exception {
        for (String page : List.of("prometheus", "metrics", "info", "health")) {
            HttpResponse<String> answer =
                    gateway.getFrom(port, "/actuator/" + page, "Authorization", "Bearer " + token);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            told.append(answer.body());
        }
    }

    private String send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + token));
        HttpResponse<String> answer = gateway.send(method, path, body, all.toArray(String[]::new));
        return answer.statusCode() + " " + answer.headers().map() + " " + answer.body() + "\n";
    }

    private String rpc(String method, String params) throws IOException, InterruptedException {
        return send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private String modern(String method) throws IOException, InterruptedException {
        String answer = send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{\"_meta\":{"
                        + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}",
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                method);
        assertThat(answer).startsWith("200 ").contains("\"result\"");
        return answer;
    }
}
