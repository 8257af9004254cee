package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpModernTest {
    private static final String META = "io.modelcontextprotocol/";
    private static final String VERSION = "2026-07-28";
    private static ScriptedServer legacy;
    private static ScriptedServer modern;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        legacy = ScriptedServer.builder().era(Era.LEGACY).start();
        modern = ScriptedServer.builder()
                .era(Era.MODERN)
                .tool(located("Region"))
                .tool(located("No Header"))
                .start();
        gateway = GatewayUnderTest.with()
                .server("legacy", legacy.url())
                .server("modern", modern.url())
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        legacy.close();
        modern.close();
    }

    @Test
    void discovery_says_what_is_spoken() {
        JsonNode result = result(send("server/discover", "{}"));

        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.path("supportedVersions").get(0).asText()).isEqualTo(VERSION);
        assertThat(result.path("ttlMs").isIntegralNumber()).isTrue();
        assertThat(result.path("cacheScope").asText()).isIn("private", "public");
        assertThat(result.path("_meta").path(META + "serverInfo").path("name").asText())
                .isEqualTo("secure-mcp-gateway");
    }

    @Test
    void a_list_says_how_long_it_is_good() {
        JsonNode result = result(send("tools/list", "{}"));

        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.path("ttlMs").asLong()).isNotNegative();
        assertThat(result.path("cacheScope").asText()).isEqualTo("private");
        assertThat(result.path("tools").findValuesAsText("name")).contains("legacy__echo", "modern__echo");
    }

    @ParameterizedTest
    @EnumSource(
            value = Era.class,
            names = {"LEGACY", "MODERN"})
    void a_call_reaches_servers_of_either_era(Era era) {
        ScriptedServer server = era == Era.LEGACY ? legacy : modern;
        String name = era.name().toLowerCase(java.util.Locale.ROOT) + "__echo";
        server.forget();

        JsonNode result = result(
                send("tools/call", "{\"name\":\"" + name + "\",\"arguments\":{\"message\":\"hi\"}}", "Mcp-Name", name));

        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.at("/content/0/text").asText()).isEqualTo("hi");
        assertThat(result.has("ttlMs")).isFalse();
        assertThat(server.requests("tools/call").getLast().header("Mcp-Name"))
                .isEqualTo(era == Era.MODERN ? java.util.Optional.of("echo") : java.util.Optional.empty());
        assertThat(server.requests("tools/call")
                        .getLast()
                        .params()
                        .path("_meta")
                        .path(META + "clientInfo")
                        .path("name")
                        .asText())
                .isEqualTo(era == Era.MODERN ? "secure-mcp-gateway" : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "nope"})
    void methods_of_the_past_are_not_found(String method) {
        HttpResponse<String> answer = send(method, "{}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(error(answer).path("code").asInt()).isEqualTo(-32601);
    }

    @Test
    void headers_must_say_what_the_body_says() {
        String call = "{\"name\":\"modern__echo\",\"arguments\":{\"message\":\"x\"}}";
        modern.forget();

        refused(-32020, send("tools/call", call));
        refused(-32020, send("tools/call", call, "Mcp-Name", "modern__sleep"));
        refused(-32020, send("tools/call", call, "Mcp-Name", "MODERN__ECHO"));
        refused(-32020, raw("tools/list", "{}", "MCP-Protocol-Version", VERSION));
        refused(-32020, raw("tools/list", "{}", "MCP-Protocol-Version", VERSION, "Mcp-Method", "tools/call"));
        refused(-32020, raw("tools/list", "{}", "Mcp-Method", "tools/list"));
        refused(-32020, raw("tools/list", "{}", "MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/list"));
        assertThat(modern.requests()).isEmpty();
    }

    @Test
    void a_query_cannot_stand_in_for_a_header() {
        String call = "{\"name\":\"modern__echo\",\"arguments\":{\"message\":\"x\"}}";

        refused(
                -32020,
                at("/mcp?Mcp-Name=modern__echo", "tools/call", call, standard("tools/call", "Mcp-Name", "harmless")));
        refused(-32020, at("/mcp?mcp-name=modern__echo", "tools/call", call, standard("tools/call")));
    }

    @Test
    void names_may_be_wrapped_and_padded() {
        String wrapped = "=?base64?"
                + Base64.getEncoder().encodeToString("modern__echo".getBytes(StandardCharsets.UTF_8)) + "?=";
        String call = "{\"name\":\"modern__echo\",\"arguments\":{\"message\":\"x\"}}";

        assertThat(send("tools/call", call, "Mcp-Name", wrapped).statusCode()).isEqualTo(200);
        assertThat(send("tools/call", call, "Mcp-Name", "  modern__echo  ").statusCode())
                .isEqualTo(200);
        assertThat(send("tools/call", call, "Mcp-Name", "modern__echo", "Mcp-Param-X", "1")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_version_of_tomorrow_is_refused_with_what_is_spoken() {
        HttpResponse<String> answer = gateway.send(
                "POST",
                "/mcp",
                message("tools/list", "{}").replace(VERSION, "2099-01-01"),
                "MCP-Protocol-Version",
                "2099-01-01",
                "Mcp-Method",
                "tools/list");

        refused(-32022, answer);
        assertThat(error(answer).at("/data/supported/0").asText()).isEqualTo(VERSION);
        assertThat(error(answer).at("/data/requested").asText()).isEqualTo("2099-01-01");
    }

    @Test
    void what_every_request_must_say_is_asked_for() {
        String bare = "{\"jsonrpc\":\"2.0\",\"id\":\"m-1\",\"method\":\"tools/list\",\"params\":{\"_meta\":{}}}";
        String half = message("tools/list", "{}").replace("clientCapabilities", "nothing");
        String wrong = message("tools/list", "{}").replace("Capabilities\":{}", "Capabilities\":7");
        for (String body : new String[] {bare, half, wrong}) {
            refused(
                    -32602,
                    gateway.send("POST", "/mcp", body, "MCP-Protocol-Version", VERSION, "Mcp-Method", "tools/list"));
        }
    }

    @Test
    void an_unknown_tool_is_invalid_params() {
        JsonNode error = error(send("tools/call", "{\"name\":\"modern__ecco\"}", "Mcp-Name", "modern__ecco"));

        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asText()).contains("modern__echo");
    }

    @Test
    void arguments_that_a_tool_wants_in_headers_are_there_and_alike() {
        String call = "{\"name\":\"modern__in_Region\",\"arguments\":{\"where\":\"here\"}}";
        modern.forget();

        refused(-32020, send("tools/call", call, "Mcp-Name", "modern__in_Region"));
        refused(-32020, send("tools/call", call, "Mcp-Name", "modern__in_Region", "Mcp-Param-Region", "there"));
        refused(
                -32020,
                send("tools/call", call, "Mcp-Name", "modern__in_Region", "Mcp-Param-Region", "=?base64?aGVyZQ?="));
        assertThat(modern.requests("tools/call")).isEmpty();
        assertThat(send("tools/call", call, "Mcp-Name", "modern__in_Region", "Mcp-Param-Region", "here")
                        .statusCode())
                .isEqualTo(200);
        assertThat(modern.requests("tools/call")).hasSize(1);
    }

    @Test
    void a_tool_whose_headers_nobody_could_send_is_not_offered() {
        assertThat(gateway.toolNames()).contains("modern__in_Region").doesNotContain("modern__in_No Header");
    }

    private static ScriptedTool located(String header) {
        ObjectNode definition = (ObjectNode) GatewayUnderTest.json("{\"name\":\"in_" + header
                + "\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"where\":"
                + "{\"type\":\"string\",\"x-mcp-header\":\"" + header + "\"}}}}");
        return ScriptedTool.described(definition);
    }

    private static void refused(int code, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(error(answer).path("code").asInt()).as(answer.body()).isEqualTo(code);
        assertThat(GatewayUnderTest.json(answer.body()).path("id").asText()).isEqualTo("m-1");
    }

    private static HttpResponse<String> send(String method, String params, String... more) {
        return at("/mcp", method, params, standard(method, more));
    }

    private static HttpResponse<String> raw(String method, String params, String... headers) {
        return at("/mcp", method, params, headers);
    }

    private static HttpResponse<String> at(String path, String method, String params, String... headers) {
        return gateway.send("POST", path, message(method, params), headers);
    }

    private static String[] standard(String method, String... more) {
        List<String> headers = new ArrayList<>(List.of("MCP-Protocol-Version", VERSION, "Mcp-Method", method));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    private static String message(String method, String params) {
        ObjectNode given = (ObjectNode) GatewayUnderTest.json(params);
        ObjectNode meta = given.putObject("_meta");
        meta.put(META + "protocolVersion", VERSION).putObject(META + "clientCapabilities");
        return "{\"jsonrpc\":\"2.0\",\"id\":\"m-1\",\"method\":\"" + method + "\",\"params\":" + given + "}";
    }

    private static JsonNode result(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayUnderTest.json(answer.body()).path("result");
    }

    private static JsonNode error(HttpResponse<String> answer) {
        return GatewayUnderTest.json(answer.body()).path("error");
    }
}
