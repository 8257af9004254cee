package com.datacline.gateway.audit;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Received;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JournalRecordsTest {
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        server = ScriptedServer.builder()
                .tool(ScriptedTool.named("store"))
                .tool(ScriptedTool.named("fails")
                        .answering(ScriptedTool.text("😀".repeat(700)).put("isError", true)))
                .start();
        gateway = GatewayUnderTest.with()
                .server("one", server.url())
                .server("two", server.url())
                .server("asleep", server.url(), "enabled: false")
                .start();
        eventually("the catalogue is known", () -> gateway.toolNames().contains("two__store"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void a_record_has_the_fields_that_log_readers_know_and_ours() {
        gateway.post("/mcp/invoke?mcp_server=one", "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"fields\"}}");

        JsonNode record = last();
        assertThat(record.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(record.path("level").asText()).isEqualTo("INFO");
        assertThat(record.path("logger").asText()).isEqualTo("audit");
        assertThat(record.path("message").asText("absent")).isEmpty();
        assertThat(record.path("event_type").asText()).isEqualTo("mcp_request");
        assertThat(record.path("user").asText()).isEqualTo("anonymous");
        assertThat(record.path("action").asText()).isEqualTo("invoke_tool");
        assertThat(record.path("mcp_server").asText()).isEqualTo("one");
        assertThat(record.path("tool_name").asText()).isEqualTo("echo");
        assertThat(record.path("parameters")).isEqualTo(json("{\"message\":\"fields\"}"));
        assertThat(record.path("status").asText()).isEqualTo("success");
        assertThat(record.path("duration_ms").isIntegralNumber()).isTrue();
        assertThat(record.path("response_status").asInt()).isEqualTo(200);
        assertThat(record.path("id").asText()).isNotEmpty();
        assertThat(record.path("request_id").asText()).isNotEmpty();
        assertThat(record.path("policy_decision").asText()).startsWith("allow");
        assertThat(record.path("era").asText()).isEqualTo("rest");
        assertThat(record.path("outcome").asText()).isEqualTo("success");
        assertThat(record.has("parent_id")).isFalse();
        assertThat(record.has("error")).isFalse();
    }

    @Test
    void a_broadcast_has_one_record_and_each_leg_one_that_names_it() {
        int before = gateway.journal().size();
        gateway.post("/mcp/invoke-broadcast", "{\"tool_name\":\"store\",\"parameters\":{}}");

        List<JsonNode> records = gateway.journal();
        records = records.subList(before, records.size());
        JsonNode whole = records.getLast();
        assertThat(whole.path("action").asText()).isEqualTo("invoke_tool_broadcast");
        assertThat(records).hasSize(3).filteredOn(leg -> leg != whole).allSatisfy(leg -> {
            assertThat(leg.path("parent_id")).isEqualTo(whole.path("id"));
            assertThat(leg.path("request_id")).isEqualTo(whole.path("request_id"));
        });
    }

    @Test
    void a_record_is_there_as_soon_as_its_answer_is() {
        for (int i = 0; i < 200; i++) {
            String message = "at-once-" + i;
            String arguments = "{\"message\":\"" + message + "\"}";
            if (i % 2 == 0) {
                gateway.call("one__echo", arguments);
            } else {
                gateway.post("/mcp/invoke?mcp_server=one", "{\"tool_name\":\"echo\",\"parameters\":" + arguments + "}");
            }
            assertThat(last().path("parameters").path("message").asText()).isEqualTo(message);
        }
    }

    @Test
    void secrets_are_hidden_in_the_record_and_reach_the_server() {
        String arguments = """
                {"user":"ana","password":"p1","nested":{"api_key":"p2","Authorization":"p3","list":[{"token":"p4"}]},
                 "client_secret":{"deep":"p5"},"apiKey":"p6","note":"plain"}""";
        gateway.call("one__store", arguments);

        JsonNode recorded = last().path("parameters");
        assertThat(recorded.toString()).doesNotContainPattern("p[1-6]\"");
        assertThat(recorded.path("user").asText()).isEqualTo("ana");
        assertThat(recorded.path("note").asText()).isEqualTo("plain");
        assertThat(recorded.path("nested").path("list").get(0).path("token").asText())
                .isEqualTo("***");
        Received received = server.requests("tools/call").getLast();
        assertThat(received.params().path("arguments")).isEqualTo(json(arguments));
    }

    @Test
    void which_keys_are_secret_can_be_configured() {
        try (GatewayUnderTest own = GatewayUnderTest.with()
                .server("one", server.url())
                .set("gateway.audit.redact[0]", "^ssn$")
                .start()) {
            own.post(
                    "/mcp/invoke?mcp_server=one",
                    "{\"tool_name\":\"store\",\"parameters\":{\"SSN\":\"123\",\"password\":\"shown\"}}");

            JsonNode recorded = own.journal().getLast().path("parameters");
            assertThat(recorded.path("SSN").asText()).isEqualTo("***");
            assertThat(recorded.path("password").asText()).isEqualTo("shown");
        }
    }

    @Test
    void parameters_that_are_too_large_are_cut_and_say_how_large_they_were() {
        String large = "x".repeat(100_000);
        gateway.call("one__store", "{\"large\":\"" + large + "\",\"password\":\"hidden-one\"}");

        JsonNode recorded = last().path("parameters");
        assertThat(recorded.path("truncated_bytes").asInt()).isBetween(100_000, 100_100);
        assertThat(recorded.toString().length()).isLessThan(2_000);
        assertThat(server.requests("tools/call")
                        .getLast()
                        .params()
                        .path("arguments")
                        .path("large")
                        .asText())
                .isEqualTo(large);
    }

    @Test
    void requests_that_reach_no_server_are_recorded_too() {
        gateway.call("nobody__has_this", "{}");
        assertRefused(last(), "unknown_tool");
        gateway.post("/mcp/invoke?mcp_server=one", "{\"tool_name\":\"serch\",\"parameters\":{}}");
        assertRefused(last(), "unknown_tool");
        gateway.post("/mcp/invoke?mcp_server=nobody", "{\"tool_name\":\"echo\",\"parameters\":{}}");
        assertRefused(last(), "unknown_server");
        gateway.post("/mcp/invoke?mcp_server=asleep", "{\"tool_name\":\"echo\",\"parameters\":{}}");
        assertRefused(last(), "server_disabled");
        gateway.post("/mcp/invoke-broadcast", "{\"tool_name\":\"nowhere\",\"parameters\":{}}");
        assertThat(last().path("status").asText()).isEqualTo("error");
        assertThat(last().path("action").asText()).isEqualTo("invoke_tool_broadcast");
    }

    @Test
    void texts_that_databases_choke_on_get_through_to_sql() {
        String odd = "{\"message\":\"nul \\u0000, half \\ud83d, whole \\ud83d\\ude00\"}";
        gateway.call("one__store", odd);
        gateway.call("one__fails", odd);
        gateway.call("nul_\\u0000_half_\\ud83d_" + "😀".repeat(3_000), odd);

        List<JsonNode> journal = gateway.journal();
        Set<String> ids = new HashSet<>();
        journal.subList(journal.size() - 3, journal.size())
                .forEach(record -> ids.add(record.path("id").asText()));
        eventually("all three are in SQL", () -> new HashSet<>(
                        gateway.sql().queryForList("select id from audit_logs", String.class))
                .containsAll(ids));
    }

    private static void assertRefused(JsonNode record, String... outcomes) {
        assertThat(record.path("status").asText()).isEqualTo("error");
        assertThat(record.path("outcome").asText()).isIn((Object[]) outcomes);
        assertThat(record.path("response_status").asInt()).isBetween(400, 499);
        assertThat(record.path("error").asText()).isNotEmpty();
    }

    private static JsonNode last() {
        return gateway.journal().getLast();
    }
}
