package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
    private static ScriptedServer one;
    private static ScriptedServer two;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        one = ScriptedServer.start();
        two = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("one", one.url(), "tags: [east]")
                .server("two", two.url())
                .entry("off", "url: http://127.0.0.1:9/mcp", "enabled: false")
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        one.close();
        two.close();
    }

    @Test
    void servers_are_told_with_their_state_and_their_traffic() {
        JsonNode before = server("one").path("calls");
        invoke("one", "hello");
        one.failing("tools/call", Misbehaviour.STATUS_500);
        invoke("one", "in vain");
        one.recover();

        JsonNode entry = server("one");

        assertThat(entry.path("status").asText()).isEqualTo("up");
        assertThat(entry.path("breaker").asText()).isEqualTo("closed");
        assertThat(entry.path("tags").get(0).asText()).isEqualTo("east");
        assertThat(entry.path("tools").asInt()).isPositive();
        JsonNode calls = entry.path("calls");
        assertThat(calls.path("count").asInt() - before.path("count").asInt()).isEqualTo(2);
        assertThat(calls.path("failed").asInt() - before.path("failed").asInt()).isEqualTo(1);
        assertThat(calls.path("mean_ms").asDouble()).isPositive();
        assertThat(server("off").path("status").asText()).isEqualTo("disabled");
    }

    @Test
    void records_are_found_by_what_they_are_about_newest_first() {
        invoke("one", "first");
        invoke("two", "elsewhere");
        invoke("one", "second");
        GatewayUnderTest.eventually(
                "SQL has them", () -> texts("?server=one&tool=echo").contains("second"));

        List<String> found = texts("?server=one&tool=echo&limit=2&status=success");

        assertThat(found).startsWith("second").doesNotContain("elsewhere").hasSize(2);
        JsonNode record = audit("?server=one&tool=echo&limit=1").path("records").get(0);
        JsonNode line = gateway.journal().stream()
                .filter(entry -> entry.path("id").equals(record.path("id")))
                .findFirst()
                .orElseThrow();
        record.fieldNames()
                .forEachRemaining(name -> assertThat(record.path(name).asText())
                        .as(name)
                        .isEqualTo(line.path(name).asText()));
    }

    @Test
    void pages_follow_each_other_without_a_gap() {
        for (int i = 0; i < 7; i++) {
            invoke("two", "page-" + i);
        }
        String query = "?server=two&tool=echo&until=" + Instant.now();
        GatewayUnderTest.eventually("SQL has them", () -> texts(query).contains("page-6"));
        List<String> all = ids(audit(query + "&limit=1000"));

        List<String> paged = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = audit(query + "&limit=3" + (next.isEmpty() ? "" : "&before=" + next));
            paged.addAll(ids(page));
            next = page.path("next").asText();
        } while (!next.isEmpty());

        assertThat(paged).isEqualTo(all).doesNotHaveDuplicates();
    }

    @Test
    void a_broadcast_is_found_by_each_of_its_servers() {
        gateway.post("/mcp/invoke-broadcast", "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"wide\"}}");
        String query = "?action=invoke_tool_broadcast&server=";
        GatewayUnderTest.eventually("SQL has it", () -> texts(query + "two").contains("wide"));

        assertThat(texts(query + "one")).contains("wide");
        assertThat(texts(query + "tw")).isEmpty();
        assertThat(audit(query + "one").at("/records/0/mcp_servers").toString()).isEqualTo("[\"one\",\"two\"]");
    }

    @Test
    void times_bound_what_is_found() {
        invoke("one", "timed");
        GatewayUnderTest.eventually("SQL has it", () -> texts("?tool=echo").contains("timed"));

        assertThat(texts("?tool=echo&since=2000-01-01T00:00:00Z")).contains("timed");
        assertThat(texts("?tool=echo&until=2000-01-01T00:00:00Z")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=many", "since=yesterday", "before=%21", "before=YQ"})
    void what_cannot_be_understood_is_said(String parameter) {
        HttpResponse<String> answer = gateway.get("/audit?" + parameter);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(GatewayUnderTest.json(answer.body()).path("detail").asText())
                .startsWith(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void who_watches_sees_the_records_that_are_wanted_as_the_journal_has_them() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.url("/audit/stream?server=one&tool=echo"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<java.io.InputStream> stream = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader events =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("text/event-stream");
                assertThat(events.readLine()).startsWith(":");
                invoke("two", "not this one");
                invoke("one", "this one");

                assertThat(next(events, "event: ")).isEqualTo("record");
                String id = next(events, "id: ");
                JsonNode record = GatewayUnderTest.json(next(events, "data: "));

                assertThat(record.path("id").asText()).isEqualTo(id);
                assertThat(record.path("parameters").path("message").asText()).isEqualTo("this one");
                assertThat(record.path("hash").asText()).isNotEmpty();
            }
        }
    }

    @Test
    void who_watches_hears_of_requests_that_came_to_no_server() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.url("/audit/stream?status=error"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<java.io.InputStream> stream = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader events =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                events.readLine();
                gateway.post("/mcp/invoke?mcp_server=one", "{\"tool_name\":\"echo\",\"parameters\":[]}");

                JsonNode record = GatewayUnderTest.json(next(events, "data: "));

                assertThat(record.path("outcome").asText()).isEqualTo("invalid_arguments");
            }
        }
    }

    private static String next(BufferedReader events, String beginning) throws IOException {
        String line = events.readLine();
        while (!line.startsWith(beginning)) {
            line = events.readLine();
        }
        return line.substring(beginning.length());
    }

    private static void invoke(String server, String message) {
        gateway.post(
                "/mcp/invoke?mcp_server=" + server,
                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"" + message + "\"}}");
    }

    private static JsonNode server(String name) {
        JsonNode servers = GatewayUnderTest.json(gateway.get("/servers").body()).path("servers");
        return StreamSupport.stream(servers.spliterator(), false)
                .filter(entry -> entry.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode audit(String query) {
        return GatewayUnderTest.json(gateway.get("/audit" + query).body());
    }

    private static List<String> ids(JsonNode page) {
        return page.path("records").findValuesAsText("id");
    }

    private static List<String> texts(String query) {
        return texts(audit(query));
    }

    private static List<String> texts(JsonNode page) {
        return StreamSupport.stream(page.path("records").spliterator(), false)
                .map(record -> record.path("parameters").path("message").asText())
                .toList();
    }
}
