package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.FreePort;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gateway with little memory, a full disk, a hanging server. */
@Alone
class LimitsIT {
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_small_heap_serves_many_calls_and_broadcasts_and_prints_every_record_as_a_line_of_json() throws Exception {
        int calls = 20_000;
        int broadcasts = 1_000;
        GatewaySetup setup = GatewayProcess.with().set("AUDIT_TO_STDOUT", "true");
        for (String name : List.of("one", "two", "three")) {
            setup.server(name, server.url());
        }
        try (GatewayProcess gateway = setup.start()) {
            Load load = Load.on(gateway, "many", 8, calls / 8).awaitEnd();
            assertThat(load.failed()).isEmpty();
            for (int i = 0; i < broadcasts; i++) {
                HttpResponse<String> answer = gateway.send(
                        "POST", "/mcp/invoke-broadcast", "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"b\"}}");
                assertThat(answer.body()).contains("\"successful\":3");
            }
            assertThat(load.answered()).hasSize(calls);

            Set<String> written = ids(gateway.journal());
            // the first says that the gateway has started
            assertThat(written).hasSize(1 + calls + 4 * broadcasts);
            GatewayUnderTest.eventually(
                    "all are printed", () -> printed(gateway).containsAll(written));
            assertThat(printed(gateway)).containsExactlyInAnyOrderElementsOf(written);
            assertThat(gateway.output()).doesNotContain("OutOfMemory");
        }
    }

    @Test
    void a_journal_that_cannot_be_written_fails_calls_instead_of_answering_them() throws Exception {
        GatewaySetup setup = GatewayProcess.with()
                .server("one", server.url())
                .set("DATABASE_URL", "jdbc:h2:mem:audit;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE")
                .fileLimitKb(64);
        try (GatewayProcess gateway = setup.start()) {
            List<String> answered = new ArrayList<>();
            HttpResponse<String> answer = gateway.echo("one", "m0");
            while (answer.statusCode() == 200 && answered.size() < 1_000) {
                answered.add("m" + answered.size());
                answer = gateway.echo("one", "m" + answered.size());
            }

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("audit_unavailable").doesNotContain("scripted", "\"m" + answered.size());
            HttpResponse<String> mcp = gateway.send(
                    "POST",
                    "/mcp",
                    "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\","
                            + "\"params\":{\"name\":\"one__echo\",\"arguments\":{\"message\":\"withheld\"}}}");
            assertThat(GatewayUnderTest.json(mcp.body()).path("id").asInt()).isEqualTo(7);
            assertThat(GatewayUnderTest.json(mcp.body())
                            .path("error")
                            .path("code")
                            .asInt())
                    .isEqualTo(-32012);
            assertThat(gateway.send(
                                    "POST",
                                    "/mcp/invoke-broadcast",
                                    "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"withheld\"}}")
                            .statusCode())
                    .isEqualTo(503);
            assertThat(Journals.messages(gateway.journal())).isEqualTo(answered);
            int asked = server.requests("tools/call").size();
            assertThat(gateway.echo("one", "refused").statusCode()).isEqualTo(503);
            assertThat(server.requests("tools/call"))
                    .as("refused before it is made")
                    .hasSize(asked);

            new ProcessBuilder("prlimit", "--pid", String.valueOf(gateway.pid()), "--fsize=unlimited")
                    .start()
                    .waitFor();
            assertThat(gateway.echo("one", "again").statusCode()).isEqualTo(200);
            answered.add("again");
            // Nothing that was half written stays: every line is whole. One says that the gateway has started, one what
            // is missing.
            assertThat(Files.readAllLines(setup.folder().resolve("audit.json"))).hasSize(2 + answered.size());
            assertThat(Journals.messages(gateway.journal())).isEqualTo(answered);
            assertThat(missing(gateway.journal()).path("unrecorded").asInt()).isEqualTo(4);
            assertThat(missing(gateway.journal()).path("refused").asInt()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void a_full_disk_is_said_in_health_and_calls_go_on_if_records_are_not_required() throws Exception {
        GatewaySetup setup = GatewayProcess.with()
                .server("one", server.url())
                .set("AUDIT_REQUIRED", "false")
                .set("MANAGEMENT_PORT", String.valueOf(FreePort.next()))
                .journalOnDiskKb(128);
        try (GatewayProcess gateway = setup.start()) {
            assertThat(gateway.health().at("/audit_journal/status").asText()).isEqualTo("writable");
            int calls = 0;
            while (gateway.health().at("/audit_journal/status").asText().equals("writable") && calls < 1_000) {
                assertThat(gateway.echo("one", "m" + calls++).statusCode()).isEqualTo(200);
            }
            assertThat(gateway.health().path("status").asText()).isEqualTo("degraded");
            assertThat(gateway.health().at("/audit_journal/problem").asText()).contains("No space left on device");
            assertThat(gateway.health().at("/audit_journal/calls").asText()).isEqualTo("unrecorded");
            assertThat(gateway.echo("one", "unrecorded").statusCode()).isEqualTo(200);

            Files.delete(gateway.disk("filler"));
            assertThat(gateway.echo("one", "again").statusCode()).isEqualTo(200);
            List<JsonNode> journal = Journals.whole(gateway.disk("audit.json"));
            assertThat(gateway.health().at("/audit_journal/status").asText()).isEqualTo("writable");
            assertThat(Journals.messages(journal)).contains("m0", "again").doesNotContain("unrecorded");
            assertThat(missing(journal).path("unrecorded").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(missing(journal).path("refused").asInt()).isZero();
        }
    }

    private static JsonNode missing(List<JsonNode> journal) {
        return journal.stream()
                .filter(record -> record.path("action").asText().equals("journal_resumed"))
                .findFirst()
                .orElseThrow()
                .path("parameters");
    }

    @Test
    void sigterm_ends_the_gateway_within_seconds_whatever_hangs() throws Exception {
        GatewaySetup setup = GatewayProcess.with().server("one", server.url());
        try (GatewayProcess gateway = setup.start()) {
            Thread.ofVirtual().start(() -> hang(gateway));
            GatewayUnderTest.eventually(
                    "the call is under way", () -> server.requests("tools/call").size() == 1);

            assertThat(gateway.terminate()).isLessThan(Duration.ofSeconds(10));
            assertThat(gateway.output()).doesNotContain("\tat ");
        }
    }

    private static void hang(GatewayProcess gateway) {
        try {
            gateway.send(
                    "POST", "/mcp/invoke?mcp_server=one", "{\"tool_name\":\"sleep\",\"parameters\":{\"ms\":50000}}");
        } catch (IOException | InterruptedException e) {
            // The gateway ends before the call does: that is the test.
        }
    }

    private static Set<String> ids(List<com.fasterxml.jackson.databind.JsonNode> records) {
        Set<String> ids = new LinkedHashSet<>();
        records.forEach(record -> ids.add(record.path("id").asText()));
        return ids;
    }

    /** Returns the ids of the records on standard output; whatever begins with a brace must be one. */
    private static Set<String> printed(GatewayProcess gateway) {
        return ids(gateway.stdout().stream()
                .filter(line -> line.startsWith("{"))
                .map(GatewayUnderTest::json)
                .toList());
    }
}
