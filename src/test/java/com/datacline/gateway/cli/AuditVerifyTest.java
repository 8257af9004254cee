package com.datacline.gateway.cli;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a real gateway, with all kinds of records. */
class AuditVerifyTest {
    @TempDir
    Path folder;

    private static List<String> lines;

    @BeforeAll
    static void write() throws IOException {
        try (ScriptedServer server = ScriptedServer.start()) {
            GatewayUnderTest gateway = GatewayUnderTest.with()
                    .server("one", server.url())
                    .server("two", server.url())
                    .start();
            gateway.call("one__echo", "{\"message\":\"é 😀 \\ud83d\"}");
            gateway.call("broadcast__echo", "{\"arguments\":{\"message\":\"all\"}}");
            gateway.call("one__nothing", "{}");
            gateway.toolNames();
            gateway.post("/mcp/invoke?mcp_server=one", "not JSON");
            gateway.close();
            lines = Files.readAllLines(gateway.journalFile());
        }
    }

    @AfterAll
    static void forget() {
        lines = List.of();
    }

    @Test
    void a_journal_of_a_gateway_is_intact_and_begins_and_ends_with_it() throws IOException {
        Terminal verified = verify(lines);

        assertThat(verified.err()).isEmpty();
        assertThat(verified.code()).isZero();
        String head = json(lines.getLast()).path("hash").asText();
        assertThat(verified.out()).endsWith(lines.size() + " records, chain intact, head " + head + "\n");
        assertThat(json(lines.getFirst()).path("action").asText()).isEqualTo("gateway_started");
        assertThat(json(lines.getFirst())
                        .at("/parameters/files/mcp_servers.yaml")
                        .asText())
                .hasSize(64);
        assertThat(json(lines.getLast()).path("action").asText()).isEqualTo("gateway_stopped");
        assertThat(lines).hasSizeGreaterThan(8);
    }

    @Test
    void each_line_that_is_edited_removed_or_moved_is_told_with_its_number() throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            List<String> edited = new ArrayList<>(lines);
            edited.set(i, edited.get(i).replaceFirst("\"user\":\"", "\"user\":\"not-"));
            Terminal found = verify(edited);
            assertThat(found.code()).isEqualTo(1);
            assertThat(found.out())
                    .contains("audit.json:" + (i + 1) + "  edited: record " + (i + 1))
                    .contains("1 fault");

            List<String> moved = new ArrayList<>(lines);
            moved.add(i < 3 ? i + 3 : 0, moved.remove(i));
            assertThat(verify(moved).out()).contains("inserted or reordered: record " + (i + 1) + " stands");
        }
        List<String> removed = new ArrayList<>(lines);
        removed.remove(2);
        assertThat(verify(removed).out()).contains("audit.json:3  removed: record 3 is missing before record 4");
    }

    @Test
    void findings_come_as_json() throws IOException {
        List<String> removed = new ArrayList<>(lines);
        removed.remove(2);

        Terminal found = verify(removed, "--json");

        assertThat(found.code()).isEqualTo(1);
        JsonNode result = json(found.out());
        assertThat(result.path("intact").asBoolean(true)).isFalse();
        assertThat(result.path("records").asInt()).isEqualTo(lines.size() - 1);
        assertThat(result.at("/findings/0/kind").asText()).isEqualTo("removed");
        assertThat(result.at("/findings/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void what_is_no_journal_is_said_so() {
        Terminal none =
                Terminal.run("audit", "verify", folder.resolve("nothing").toString());

        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).startsWith("error: there is no journal").contains("try: datacline audit verify FILE");
        assertThat(Terminal.run("audit", "verify", "--help").out()).contains("Example:");
    }

    private Terminal verify(List<String> journal, String... options) throws IOException {
        Path file = Files.write(folder.resolve("audit.json"), journal);
        List<String> arguments = new ArrayList<>(List.of("audit", "verify", file.toString(), "--no-sql"));
        arguments.addAll(List.of(options));
        return Terminal.run(arguments.toArray(String[]::new));
    }
}
