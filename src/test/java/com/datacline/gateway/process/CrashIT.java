package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Alone
class CrashIT {
    private static final int CLIENTS = 6;
    private static final int LOAD_MILLIS = 3_000;

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answered_calls_survive_kill_9_in_the_journal_and_then_in_the_embedded_database() throws Exception {
        GatewaySetup setup = GatewayProcess.with().server("one", server.url());
        List<String> answered = crashUnderLoad(setup);
        List<JsonNode> journal;
        try (GatewayProcess again = setup.start()) {
            answered.addAll(Load.on(again, "after", 1, 5).awaitEnd().answered());
            journal = again.journal();
            awaitNoLag(again);
            again.terminate();
        }
        AuditTable table = AuditTable.embeddedIn(setup.folder());
        table.awaitAll(() -> journal);
        assertThat(table.messages()).containsAll(answered);
    }

    @Test
    void answered_calls_survive_kill_9_in_the_journal_and_then_in_postgresql() throws Exception {
        try (PostgresUnderTest postgres = PostgresUnderTest.start()) {
            GatewaySetup setup =
                    GatewayProcess.with().server("one", server.url()).set("DATABASE_URL", postgres.url());
            List<String> answered = crashUnderLoad(setup);
            try (GatewayProcess again = setup.start()) {
                answered.addAll(Load.on(again, "after", 1, 5).awaitEnd().answered());
                AuditTable table = AuditTable.at(postgres.audit());
                table.awaitAll(again::journal);
                assertThat(table.messages()).containsAll(answered);
            }
        }
    }

    /** Returns the messages of the calls that were answered; the crash cuts a line, if it did not by itself. */
    private static List<String> crashUnderLoad(GatewaySetup setup) throws Exception {
        Path file = setup.folder().resolve("audit.json");
        List<String> answered;
        try (GatewayProcess gateway = setup.start();
                Load load = Load.on(gateway, "crash", CLIENTS, 100_000)) {
            Thread.sleep(LOAD_MILLIS);
            gateway.kill();
            load.awaitEnd();
            answered = new java.util.ArrayList<>(load.answered());
            assertThat(answered).hasSizeGreaterThan(100);
            assertThat(Journals.messages(Journals.whole(file)))
                    .doesNotHaveDuplicates()
                    .containsAll(answered);
        }
        Files.writeString(file, "{\"timestamp\":\"2026-", StandardOpenOption.APPEND);
        return answered;
    }

    private static void awaitNoLag(GatewayProcess gateway) throws Exception {
        for (int i = 0; i < 100 && gateway.health().path("audit_lag_bytes").asLong() > 0; i++) {
            Thread.sleep(100);
        }
    }
}
