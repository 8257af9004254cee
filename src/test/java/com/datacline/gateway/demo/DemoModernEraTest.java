package com.datacline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoModernEraTest {

    static DemoServers demo;
    static URI url;

    @BeforeAll
    static void start() {
        demo = DemoServers.start(List.of(0, 0, 0));
        url = demo.servers().getLast().url();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void discover_names_versions_and_capabilities() throws Exception {
        JsonNode result = McpPost.json(
                        McpPost.modern(url, "server/discover", "{}").send())
                .path("result");

        assertEquals("[\"2026-07-28\"]", result.path("supportedVersions").toString());
        assertTrue(result.path("capabilities").has("tools"));
        assertEquals("complete", result.path("resultType").asText());
        assertEquals("public", result.path("cacheScope").asText());
        assertTrue(result.path("ttlMs").asLong() >= 0);
        assertEquals(
                "elk-events",
                result.path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .asText());
    }

    @Test
    void tools_are_listed_with_a_lifetime_and_called_without_a_session() throws Exception {
        JsonNode list =
                McpPost.json(McpPost.modern(url, "tools/list", "{}").send()).path("result");
        assertEquals(3, list.path("tools").size());
        assertEquals("complete", list.path("resultType").asText());
        assertTrue(list.path("ttlMs").isIntegralNumber());
        assertEquals("public", list.path("cacheScope").asText());

        HttpResponse<String> response = search().send();
        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("Mcp-Session-Id").isEmpty());
        JsonNode answer = McpPost.json(response);
        assertEquals("m1", answer.path("id").asText());
        assertEquals("complete", answer.path("result").path("resultType").asText());
        assertTrue(answer.path("result").path("structuredContent").path("hits").asInt() > 0);
    }

    @Test
    void a_header_that_contradicts_the_body_is_refused() throws Exception {
        assertError(400, -32020, search().with("Mcp-Name", "query_data").send());
        assertError(400, -32020, search().with("Mcp-Method", "tools/list").send());
        assertError(
                400, -32020, search().with("MCP-Protocol-Version", "2025-11-25").send());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mcp-Name", "Mcp-Method", "MCP-Protocol-Version"})
    void a_missing_header_is_refused(String header) throws Exception {
        assertError(400, -32020, search().without(header).send());
    }

    @Test
    void an_encoded_name_is_decoded_before_it_is_compared() throws Exception {
        String encoded = Base64.getEncoder().encodeToString("search_logs".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                200,
                search().with("Mcp-Name", "=?base64?" + encoded + "?=").send().statusCode());
        assertError(400, -32020, search().with("Mcp-Name", "=?base64?%%%?=").send());
    }

    @Test
    void an_unsupported_version_is_answered_with_the_supported_ones() throws Exception {
        HttpResponse<String> response = search().replacing("2026-07-28", "2027-01-01")
                .with("MCP-Protocol-Version", "2027-01-01")
                .send();

        assertError(400, -32022, response);
        JsonNode data = McpPost.json(response).path("error").path("data");
        assertEquals("2027-01-01", data.path("requested").asText());
        assertEquals("[\"2026-07-28\"]", data.path("supported").toString());
    }

    @Test
    void a_request_must_carry_its_version_and_capabilities() throws Exception {
        for (String key : List.of("protocolVersion", "clientCapabilities")) {
            assertError(
                    400,
                    -32602,
                    search().replacing("io.modelcontextprotocol/" + key, "x").send());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe"})
    void methods_of_the_legacy_era_are_404_here(String method) throws Exception {
        assertError(404, -32601, McpPost.modern(url, method, "{}").send());
    }

    @Test
    void an_unknown_tool_is_an_error_of_the_call_not_of_http() throws Exception {
        assertError(
                200,
                -32602,
                McpPost.modern(url, "tools/call", "{\"name\":\"serch\"}").send());
    }

    @Test
    void a_notification_is_accepted_without_an_answer() throws Exception {
        HttpResponse<String> response = McpPost.raw(url, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}")
                .with("MCP-Protocol-Version", "2026-07-28")
                .send();

        assertEquals(202, response.statusCode());
        assertEquals("", response.body());
    }

    private static McpPost search() {
        return McpPost.modern(
                url, "tools/call", "{\"name\":\"search_logs\",\"arguments\":{\"query\":\"event timeout\"}}");
    }

    private static void assertError(int status, int code, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(code, McpPost.json(response).path("error").path("code").asInt(), response.body());
    }
}
