package com.datacline.gateway.cli;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgeTest {
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        ObjectNode regional = (ObjectNode) json("""
                {"name": "regional", "inputSchema": {"type": "object", "properties":
                    {"region": {"type": "string", "x-mcp-header": "Region"}}}}""");
        server = ScriptedServer.builder()
                .tool(ScriptedTool.echo())
                .tool(ScriptedTool.sleep())
                .tool(ScriptedTool.described(regional))
                .start();
        gateway = GatewayUnderTest.with().server("one", server.url()).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @BeforeEach
    void forget() {
        server.forget();
    }

    @Test
    void a_client_of_sessions_lists_and_calls() throws Exception {
        try (BridgeUnderTest bridge = bridge()) {
            assertThat(bridge.initialize().at("/result/serverInfo/name").asText())
                    .isEqualTo("secure-mcp-gateway");
            bridge.say("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/list\"}");
            assertThat(bridge.hear().at("/result/tools").findValuesAsText("name"))
                    .contains("one__echo");
            bridge.say(call("\"b\"", "one__echo", "\"message\":\"gr\\u00fc\\u00dfe\\nzwei\""));
            JsonNode answer = bridge.hear();
            assertThat(answer.path("id").asText()).isEqualTo("b");
            assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("grüße\nzwei");
        }
    }

    @Test
    void a_stateless_client_lists_and_calls() throws Exception {
        try (BridgeUnderTest bridge = bridge()) {
            bridge.ask(1, "server/discover", "");
            assertThat(bridge.hear().at("/result/supportedVersions").toString()).contains("2026-07-28");
            bridge.ask(2, "tools/call", "\"name\":\"one__echo\",\"arguments\":{\"message\":\"ü\"}");
            assertThat(bridge.hear().at("/result/content/0/text").asText()).isEqualTo("ü");
        }
    }

    @Test
    void arguments_that_a_tool_wants_as_headers_are_sent_as_such_even_if_the_client_has_seen_no_list()
            throws Exception {
        try (BridgeUnderTest bridge = bridge()) {
            bridge.ask(1, "tools/call", "\"name\":\"one__regional\",\"arguments\":{\"region\":\"eu\"}");

            assertThat(bridge.hear().at("/result/content/0/text").asText()).isEqualTo("ok");
        }
    }

    @Test
    void requests_run_at_the_same_time_and_are_answered_when_they_are_done() throws Exception {
        try (BridgeUnderTest bridge = bridge()) {
            bridge.initialize();
            Map<String, String> answers = new TreeMap<>();
            bridge.say(call("1", "one__sleep", "\"ms\":700"));
            for (int i = 2; i < 6; i++) {
                bridge.say(call("" + i, "one__echo", "\"message\":\"" + i + "\""));
            }
            JsonNode last = null;
            for (int i = 1; i < 6; i++) {
                last = bridge.hear();
                answers.put(
                        last.path("id").asText(),
                        last.at("/result/content/0/text").asText());
            }

            assertThat(answers)
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("1", "slept 700 ms", "2", "2", "3", "3", "4", "4", "5", "5"));
            assertThat(last.path("id").asInt()).isEqualTo(1);
        }
    }

    @Test
    void a_notification_has_no_answer_and_what_is_no_message_has_an_error() throws Exception {
        try (BridgeUnderTest bridge = bridge()) {
            bridge.initialize();
            assertThat(bridge.isSilent()).isTrue();
            bridge.say("");
            bridge.say("{not json");
            assertThat(bridge.hear().at("/error/code").asInt()).isEqualTo(-32700);
            bridge.say("[]");
            assertThat(bridge.hear().at("/error/code").asInt()).isEqualTo(-32600);
            bridge.say("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"no/such\"}");
            JsonNode unknown = bridge.hear();
            assertThat(unknown.path("id").asInt()).isEqualTo(7);
            assertThat(unknown.at("/error/code").asInt()).isEqualTo(-32601);
        }
    }

    @Test
    void a_stateless_request_that_is_cancelled_ends_at_the_server_and_has_no_answer() throws Exception {
        try (BridgeUnderTest bridge = bridge()) {
            bridge.ask(1, "tools/call", "\"name\":\"one__sleep\",\"arguments\":{\"ms\":15000}");
            eventually("the call is at the server", () -> !server.requests("tools/call")
                    .isEmpty());

            bridge.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");

            eventually("the call was cancelled in the journal", () -> gateway.journal().stream()
                    .anyMatch(record -> record.path("outcome").asText().equals("cancelled")));
            assertThat(bridge.isSilent()).isTrue();
        }
    }

    @Test
    void the_session_ends_with_the_input() throws Exception {
        long before = sessions();
        BridgeUnderTest bridge = bridge();
        bridge.initialize();
        assertThat(sessions()).isEqualTo(before + 1);

        bridge.close();

        eventually("the session has ended", () -> sessions() == before);
    }

    @Test
    void a_call_that_is_under_way_when_the_input_ends_is_still_answered_if_it_is_short() throws Exception {
        BridgeUnderTest bridge = bridge();
        bridge.initialize();
        bridge.say(call("1", "one__sleep", "\"ms\":300"));
        bridge.close();

        assertThat(bridge.hear().at("/result/content/0/text").asText()).isEqualTo("slept 300 ms");
    }

    @Test
    void a_gateway_that_is_away_is_an_error_with_the_command_to_type_next() throws Exception {
        try (BridgeUnderTest bridge = BridgeUnderTest.at(URI.create("http://127.0.0.1:1"), () -> null)) {
            bridge.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            JsonNode error = bridge.hear().path("error");
            assertThat(error.path("message").asText()).contains("no gateway answers at http://127.0.0.1:1");
            assertThat(error.at("/data/command").asText()).isEqualTo("datacline doctor --url http://127.0.0.1:1");
        }
    }

    private static long sessions() {
        return gateway.bean(com.datacline.gateway.door.ClientSessions.class).size();
    }

    private static BridgeUnderTest bridge() throws IOException {
        String address = gateway.url("").toString();
        return BridgeUnderTest.at(URI.create(address), () -> null);
    }

    private static String call(String id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{" + arguments + "}}}";
    }
}
