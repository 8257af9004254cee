package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Alone
class PostgresIT {
    private static final int CLIENTS = 4;

    private final ScriptedServer server = ScriptedServer.start();
    private PostgresUnderTest postgres;

    @BeforeEach
    void start() throws Exception {
        postgres = PostgresUnderTest.start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "jdbc"})
    void every_record_arrives_exactly_once(String form) throws Exception {
        String url = form.equals("jdbc") ? postgres.jdbcUrl() : postgres.url();
        try (GatewayProcess gateway = setup(url).start()) {
            Load load = Load.on(gateway, "once", CLIENTS, 500).awaitEnd();
            gateway.send(
                    "POST", "/mcp/invoke?mcp_server=one", odd("nul \\u0000 half \\ud83d whole \\ud83d\\ude00", "x"));
            gateway.send("POST", "/mcp/invoke?mcp_server=one", odd("", "half \\ud83d nul \\u0000" + incompressible()));

            assertThat(load.failed()).isEmpty();
            AuditTable table = AuditTable.at(postgres.audit());
            table.awaitAll(gateway::journal);
            assertThat(table.messages()).containsAll(load.answered());
            assertThat(gateway.health().path("status").asText()).isEqualTo("healthy");
            assertThat(pages(gateway, "server=one&status=success&since=2000-01-01T00:00:00Z&limit=300"))
                    .containsAll(load.answered());
            assertThat(pages(gateway, "user=nobody")).isEmpty();
        }
    }

    /** Returns the messages of the records that a query finds, page by page. */
    private static List<String> pages(GatewayProcess gateway, String query) throws Exception {
        List<String> messages = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = GatewayUnderTest.json(
                    gateway.send("GET", "/audit?" + query + next, "").body());
            page.path("records")
                    .forEach(record ->
                            messages.add(record.at("/parameters/message").asText()));
            next = page.has("next") ? "&before=" + page.path("next").asText() : "";
        } while (!next.isEmpty());
        return messages;
    }

    @Test
    void a_database_that_dies_and_comes_back_costs_no_row_and_no_call() throws Exception {
        try (GatewayProcess gateway = setup(postgres.url()).start();
                Load load = Load.on(gateway, "through", CLIENTS, 100_000)) {
            await(
                    "rows arrive",
                    () -> !AuditTable.at(postgres.audit()).messages().isEmpty());

            postgres.kill();
            int before = load.answered().size();
            await("health tells", () -> status(gateway).equals("degraded down"));
            await("calls go on", () -> load.answered().size() > before + 100);
            postgres.open();
            await("health tells", () -> status(gateway).equals("healthy up"));
            load.close();

            assertThat(load.failed()).isEmpty();
            AuditTable table = AuditTable.at(postgres.audit());
            table.awaitAll(gateway::journal);
            assertThat(table.messages()).containsExactlyInAnyOrderElementsOf(load.answered());
        }
    }

    @Test
    void a_gateway_starts_while_the_database_is_away_and_catches_up() throws Exception {
        postgres.kill();
        try (GatewayProcess gateway = setup(postgres.url()).start()) {
            Load load = Load.on(gateway, "early", CLIENTS, 50).awaitEnd();
            assertThat(load.failed()).isEmpty();
            assertThat(status(gateway)).isEqualTo("degraded down");

            postgres.open();

            AuditTable table = AuditTable.at(postgres.audit());
            table.awaitAll(gateway::journal);
            assertThat(table.messages()).containsExactlyInAnyOrderElementsOf(load.answered());
            await("health tells", () -> status(gateway).equals("healthy up"));
            assertThat(gateway.output()).doesNotContain("p@ss", "\tat ");
        }
    }

    private GatewaySetup setup(String url) {
        return GatewayProcess.with().server("one", server.url()).set("DATABASE_URL", url);
    }

    private static String status(GatewayProcess gateway) throws IOException, InterruptedException {
        var health = gateway.health();
        return health.path("status").asText() + " "
                + health.path("database_status").asText();
    }

    private static String odd(String message, String tool) {
        return "{\"tool_name\":\"" + tool + "\",\"parameters\":{\"odd\":\"" + message + "\"}}";
    }

    /** A long name that PostgreSQL cannot make small enough for an index. */
    private static String incompressible() {
        List<String> characters = new ArrayList<>();
        new java.util.Random(7).ints(8_000, 0x4e00, 0x9fff).forEach(c -> characters.add(Character.toString(c)));
        return String.join("", characters);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) {
        GatewayUnderTest.eventually(what, () -> {
            try {
                return condition.holds();
            } catch (Exception notYet) {
                return false;
            }
        });
    }
}
