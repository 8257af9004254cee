package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.LiteralServer;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.fixture.StreamClient;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamModernTest {
    private static final String DISCOVERED =
            "\"result\":{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}}}";
    private static final String OK = "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}";

    @Test
    void arguments_that_a_tool_wants_in_headers_are_sent_in_headers() {
        ObjectNode definition = (ObjectNode) GatewayUnderTest.json("""
                {"name": "find", "inputSchema": {"type": "object", "properties": {
                  "region": {"type": "string", "x-mcp-header": "Region"},
                  "limit": {"type": "integer", "x-mcp-header": "Limit"},
                  "query": {"type": "string"}}}}""");
        try (ScriptedServer server = ScriptedServer.builder()
                        .era(Era.MODERN)
                        .tool(ScriptedTool.described(definition))
                        .start();
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("s", server.url()).start()) {
            gateway.toolNames();

            gateway.call("s__find", "{\"region\": \"Zürich\", \"limit\": null, \"query\": \"q\"}");

            assertThat(server.requests("tools/call").getLast().headers())
                    .containsEntry("mcp-param-region", "=?base64?WsO8cmljaA==?=")
                    .doesNotContainKeys("mcp-param-limit", "mcp-param-query");
        }
    }

    @Test
    void a_tool_that_wants_other_headers_by_now_is_looked_at_again() {
        Iterator<String> answers = List.of("\"error\":{\"code\":-32020,\"message\":\"header mismatch\"}", OK)
                .iterator();
        try (LiteralServer server = LiteralServer.start().saying("server/discover", DISCOVERED);
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("s", server.url()).start()) {
            server.saying("tools/call", message -> answers.next());
            gateway.toolNames();
            int listed = server.messages("tools/list").size();

            assertThat(gateway.call("s__t", "{}").at("/result/content/0/text").asText())
                    .isEqualTo("ok");

            assertThat(server.messages("tools/list")).hasSize(listed + 1);
            assertThat(server.messages("tools/call")).hasSize(2);
        }
    }

    @Test
    void a_mismatch_that_stays_is_the_clients_to_see() {
        try (LiteralServer server = LiteralServer.start().saying("server/discover", DISCOVERED);
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("s", server.url()).start()) {
            server.saying("tools/call", "\"error\":{\"code\":-32020,\"message\":\"header mismatch\"}");
            gateway.toolNames();

            assertThat(gateway.call("s__t", "{}").at("/error/code").asInt()).isEqualTo(-32020);

            assertThat(server.messages("tools/call")).hasSize(2);
        }
    }

    @Test
    void a_refused_version_that_is_supported_is_tried_again() {
        Iterator<String> answers = List.of(
                        "\"error\":{\"code\":-32022,\"message\":\"no\",\"data\":{\"supported\":[\"2026-07-28\"]}}",
                        DISCOVERED)
                .iterator();
        try (LiteralServer server = LiteralServer.start().saying("server/discover", message -> answers.next());
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("s", server.url()).start()) {
            assertThat(gateway.toolNames()).containsExactly("s__t");
            assertThat(server.messages("server/discover")).hasSize(2);
            assertThat(server.messages("initialize")).isEmpty();
        }
    }

    @Test
    void what_a_server_needs_and_the_client_cannot_is_said_to_the_client() {
        try (LiteralServer server = LiteralServer.start().saying("server/discover", DISCOVERED);
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("s", server.url()).start()) {
            server.saying(
                    "tools/call",
                    "\"error\":{\"code\":-32021,\"message\":\"no\",\"data\":{\"requiredCapabilities\":{\"sampling\":{}}}}");
            gateway.toolNames();
            String body =
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"s__t\",\"_meta\":{"
                            + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                            + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";

            var answer = gateway.send(
                    "POST",
                    "/mcp",
                    body,
                    "MCP-Protocol-Version",
                    "2026-07-28",
                    "Mcp-Method",
                    "tools/call",
                    "Mcp-Name",
                    "s__t");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(GatewayUnderTest.json(answer.body())
                            .at("/error/data/requiredCapabilities")
                            .has("sampling"))
                    .isTrue();
        }
    }

    @Test
    void a_legacy_client_subscribes_at_a_modern_server_and_no_longer() {
        try (LiteralServer server = LiteralServer.start()
                        .saying("server/discover", DISCOVERED.replace("tools", "resources"))
                        .saying("resources/list", "\"result\":{\"resources\":[{\"uri\":\"a://b\",\"name\":\"b\"}]}");
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("s", server.url()).start()) {
            GatewayUnderTest.eventually(
                    "its resources are known", () -> gateway.mcp("resources/list", GatewayUnderTest.json("{}"))
                            .at("/result/resources")
                            .has(0));
            StreamClient client = new StreamClient(gateway.url("/mcp")).initialize("2025-11-25", "{}");

            for (String method : List.of("resources/subscribe", "resources/unsubscribe", "resources/unsubscribe")) {
                assertThat(client.request(1, method, "{\"uri\":\"a://b\"}")
                                .last()
                                .path("result"))
                        .as(method)
                        .isEqualTo(GatewayUnderTest.json("{}"));
            }
        }
    }
}
