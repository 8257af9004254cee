package com.datacline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoLegacyEraTest {

    static DemoServers demo;
    static URI url;

    @BeforeAll
    static void start() {
        demo = DemoServers.start(List.of(0, 0, 0));
        url = demo.servers().getFirst().url();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25, 2025-11-25", "2025-06-18, 2025-06-18", "2025-03-26, 2025-03-26", "1999-01-01, 2025-11-25"})
    void initialize_agrees_on_the_asked_version_or_offers_its_newest(String asked, String agreed) throws Exception {
        HttpResponse<String> response = McpPost.initialize(url, asked).send();

        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("Mcp-Session-Id").isPresent());
        JsonNode result = McpPost.json(response).path("result");
        assertEquals(agreed, result.path("protocolVersion").asText());
        assertEquals("elk-campaign-us", result.path("serverInfo").path("name").asText());
        assertTrue(result.path("capabilities").has("tools"));
        assertFalse(result.has("resultType"));
    }

    @Test
    void a_session_lists_and_calls_tools() throws Exception {
        String session = session();
        McpPost notification = McpPost.raw(url, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                .with("Mcp-Session-Id", session);
        HttpResponse<String> accepted = notification.send();
        assertEquals(202, accepted.statusCode());
        assertEquals("", accepted.body());

        JsonNode tools = McpPost.json(
                        McpPost.legacy(url, session, "tools/list", "{}").send())
                .path("result")
                .path("tools");
        List<String> names = new ArrayList<>();
        tools.forEach(tool -> names.add(tool.path("name").asText()));
        assertEquals(List.of("get_indices", "query_data", "search_logs"), names);
        for (JsonNode tool : tools) {
            assertTrue(tool.path("title").isTextual());
            assertTrue(tool.path("inputSchema").isObject());
            assertTrue(tool.path("outputSchema").isObject());
            assertTrue(tool.path("annotations").path("readOnlyHint").asBoolean());
            assertTrue(tool.path("annotations").path("idempotentHint").asBoolean());
        }

        JsonNode answer = McpPost.json(McpPost.legacy(
                        url, session, "tools/call", "{\"name\":\"search_logs\",\"arguments\":{\"query\":\"campaign\"}}")
                .send());
        assertEquals(7, answer.path("id").asInt());
        assertTrue(answer.path("result").path("structuredContent").path("hits").asInt() > 0);
    }

    @Test
    void ping_answers_an_empty_result() throws Exception {
        HttpResponse<String> response =
                McpPost.legacy(url, session(), "ping", "{}").send();

        assertEquals("{}", McpPost.json(response).path("result").toString());
    }

    @Test
    void a_request_without_its_session_is_400_and_with_a_foreign_one_404() throws Exception {
        McpPost list = McpPost.legacy(url, "nobody-opened-this", "tools/list", "{}");

        assertEquals(404, list.send().statusCode());
        assertEquals(400, list.without("Mcp-Session-Id").send().statusCode());
    }

    @Test
    void an_unknown_version_header_is_400() throws Exception {
        McpPost list = McpPost.legacy(url, session(), "tools/list", "{}");

        assertEquals(400, list.with("MCP-Protocol-Version", "1999-01-01").send().statusCode());
        assertEquals(200, list.without("MCP-Protocol-Version").send().statusCode());
    }

    @Test
    void a_deleted_session_is_gone() throws Exception {
        String session = session();
        HttpRequest delete = HttpRequest.newBuilder(url)
                .header("Mcp-Session-Id", session)
                .DELETE()
                .build();

        assertEquals(200, status(delete));
        assertEquals(404, status(delete));
        assertEquals(404, McpPost.legacy(url, session, "ping", "{}").send().statusCode());
    }

    @Test
    void get_put_and_delete_without_a_session_are_405_and_say_what_is_allowed() throws Exception {
        for (String method : List.of("GET", "DELETE", "PUT")) {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .method(method, BodyPublishers.noBody())
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                assertEquals(405, response.statusCode(), method);
                assertEquals("POST", response.headers().firstValue("Allow").orElse(""), method);
            }
        }
    }

    private static String session() throws Exception {
        return McpPost.session(url);
    }

    private static int status(HttpRequest request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).statusCode();
        }
    }
}
