package com.datacline.gateway.cli;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTailTest {
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with().server("one", server.url()).start();
        for (String message : List.of("a", "b", "c")) {
            echo(message);
        }
        eventually(
                "the records are in SQL",
                () -> run("audit", "query", "--tool", "echo", "--json").out().contains("\"c\""));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void records_are_looked_up_the_newest_first() {
        Terminal found = run("audit", "query", "--tool", "echo", "--limit", "2");

        assertThat(found.code()).isZero();
        assertThat(found.out().lines().findFirst().orElseThrow())
                .startsWith("TIME")
                .endsWith("WHAT");
        assertThat(found.out().lines()).hasSize(3).allSatisfy(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(80));
        assertThat(found.out()).contains("success", "anonymous", "invoke_tool one echo");
        assertThat(json(run("audit", "query", "--tool", "echo", "--since", "1h", "--json")
                                .out())
                        .findValuesAsText("message"))
                .containsSubsequence("c", "b", "a");
        assertThat(json(run("audit", "query", "--status", "denied", "--json").out()))
                .isEmpty();
        assertThat(json(run("audit", "query", "--follow-pages", "--json").out()).size())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_time_that_is_none_is_a_wrong_use() {
        Terminal wrong = run("audit", "query", "--since", "yesterday");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--since yesterday is no time", "--since 2h");
    }

    @Test
    void what_happens_is_shown_while_it_happens() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        RemoteOptions options = new RemoteOptions();
        options.gateway.url = gateway.url("").toString();
        AuditFilters filters = new AuditFilters();
        filters.tool = "echo";
        Thread tail = Thread.ofVirtual().start(() -> new AuditStream(
                        options,
                        filters,
                        record -> seen.add(record.at("/parameters/message").asText()))
                .read(2, true));
        eventually("the newest are shown", () -> seen.size() >= 2);
        assertThat(seen.subList(0, 2)).containsExactly("b", "c");

        echo("live");

        eventually("what has happened is shown", () -> seen.contains("live"));
        tail.interrupt();
        assertThat(tail.join(java.time.Duration.ofSeconds(5))).isTrue();
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void a_journal_on_this_machine_is_read_from_its_end_and_followed() throws Exception {
        Path journal = folder.resolve("audit.json");
        for (int i = 0; i < 5000; i++) {
            append(journal, record(i, i % 2 == 0 ? "success" : "denied") + "\n");
        }
        Terminal last =
                Terminal.run("audit", "tail", journal.toString(), "--status", "denied", "--last", "2", "--json");
        assertThat(last.out().lines().map(line -> json(line).path("n").asInt())).containsExactly(4997, 4999);

        List<Integer> seen = new CopyOnWriteArrayList<>();
        Thread tail = Thread.ofVirtual().start(() -> new AuditFile(
                        journal,
                        new AuditFilters(),
                        record -> seen.add(record.path("n").asInt()))
                .read(1, true));
        eventually("the last is shown", () -> seen.contains(4999));
        append(journal, record(5000, "success").substring(0, 10));
        Thread.sleep(600);
        append(journal, record(5000, "success").substring(10) + "\n");
        eventually("what has come is shown", () -> seen.contains(5000));
        Files.writeString(journal, record(1, "success") + "\n");
        eventually("a journal that begins anew is read from its beginning", () -> seen.contains(1));
        tail.interrupt();
        assertThat(seen).containsExactly(4999, 5000, 1);
    }

    @Test
    void a_journal_that_is_not_there_is_named() {
        Terminal missing =
                Terminal.run("audit", "tail", folder.resolve("none.json").toString());

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no journal").contains("try: ");
    }

    private static String record(int n, String status) {
        return "{\"timestamp\":\"2026-11-24T16:00:00.000000Z\",\"n\":" + n + ",\"status\":\"" + status + "\"}";
    }

    private static void append(Path journal, String text) throws IOException {
        Files.writeString(journal, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void echo(String message) {
        assertThat(run("tools", "call", "one", "echo", "--arg", "message=" + message)
                        .code())
                .isZero();
    }

    private static Terminal run(String... arguments) {
        return Terminal.run(Stream.concat(
                        Stream.of(arguments), Stream.of("--url", gateway.url("").toString()))
                .toArray(String[]::new));
    }
}
