package com.datacline.gateway.audit;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.audit.Finding.Kind;
import com.datacline.gateway.registry.Secret;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
    private static final int RECORDS = 12;
    private static final Secret KEY = new Secret("a key that is somewhere else");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("audit.json");
        append(0, RECORDS);
    }

    @Test
    void a_journal_as_it_was_written_is_intact_over_restarts() throws IOException {
        append(RECORDS, 2 * RECORDS);

        List<Finding> findings = new ArrayList<>();
        Verdict verdict = Verification.of(file, null, findings::add);

        assertThat(findings).isEmpty();
        assertThat(verdict.records()).isEqualTo(2 * RECORDS);
        assertThat(verdict.head())
                .isEqualTo(json(lines().getLast()).path("hash").asText());
        assertThat(json(lines().getFirst()).path("prev").asText()).isEqualTo("0".repeat(64));
    }

    @Test
    void every_edit_of_every_line_is_found_in_that_line() throws IOException {
        for (int i = 0; i < RECORDS; i++) {
            int line = i;
            String was = lines().get(line);
            for (int at = 1; at < was.length() - 2; at += 7) {
                String edited = was.substring(0, at) + (was.charAt(at) == '5' ? '6' : '5') + was.substring(at + 1);
                assertThat(after(lines -> lines.set(line, edited)))
                        .as("line %s at %s", line + 1, at)
                        .isNotEmpty()
                        .anySatisfy(finding -> assertThat(finding.line()).isBetween((long) line + 1, (long) line + 2));
            }
            String record = was.replace("\"user\":\"u\"", "\"user\":\"x\"");
            assertThat(after(lines -> lines.set(line, record))).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.EDITED);
                assertThat(finding.line()).isEqualTo(line + 1);
            });
        }
    }

    @Test
    void every_removed_line_but_the_last_is_found() throws IOException {
        for (int i = 0; i < RECORDS - 1; i++) {
            int line = i;
            assertThat(after(lines -> lines.remove(line))).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.REMOVED);
                assertThat(finding.line()).isEqualTo(line + 1);
                assertThat(finding.text()).contains("record " + (line + 1) + " is missing");
            });
        }
        assertThat(after(lines -> lines.subList(3, 7).clear()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("records 4 to 7 are missing"));
    }

    @Test
    void every_swap_of_two_lines_is_found() throws IOException {
        for (int i = 0; i < RECORDS; i++) {
            for (int j = i + 1; j < RECORDS; j++) {
                int one = i;
                int other = j;
                assertThat(after(lines -> Collections.swap(lines, one, other)))
                        .as("lines %s and %s", one + 1, other + 1)
                        .anySatisfy(finding -> {
                            assertThat(finding.kind()).isEqualTo(Kind.INSERTED_OR_REORDERED);
                            assertThat(finding.line()).isBetween((long) one + 1, (long) other + 1);
                        });
            }
        }
    }

    @Test
    void every_copy_of_a_line_is_found_wherever_it_is_put() throws IOException {
        for (int i = 0; i < RECORDS; i++) {
            for (int j = 0; j <= RECORDS; j++) {
                int line = i;
                int to = j;
                assertThat(after(lines -> lines.add(to, lines.get(line))))
                        .as("line %s at %s", line + 1, to + 1)
                        .singleElement()
                        .satisfies(finding -> {
                            assertThat(finding.kind()).isEqualTo(Kind.INSERTED_OR_REORDERED);
                            assertThat(finding.line()).isBetween((long) to + 1, (long) to + 2);
                        });
            }
        }
    }

    @Test
    void every_line_of_somebody_elses_is_found_wherever_it_is_put() throws IOException {
        for (String line : List.of("{\"id\":\"x\",\"user\":\"u\"}", "half a rec", "")) {
            for (int i = 0; i <= RECORDS; i++) {
                int to = i;
                assertThat(after(lines -> lines.add(to, line)))
                        .as("'%s' at %s", line, to + 1)
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.INSERTED_OR_REORDERED));
            }
        }
    }

    @Test
    void a_record_that_is_forged_whole_does_not_fit_the_next() throws IOException {
        for (int i = 0; i < RECORDS - 1; i++) {
            int line = i;
            assertThat(after(lines -> lines.set(line, forged(lines.get(line), null))))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.kind()).isEqualTo(Kind.EDITED);
                        assertThat(finding.line()).isEqualTo(line + 2);
                    });
        }
    }

    @Test
    void with_a_key_nobody_else_can_make_a_record_not_even_the_last() throws IOException {
        Files.delete(file);
        try (Journal journal = new Journal(file, false, KEY, true)) {
            journal.append(record("a"));
            journal.append(record("b"));
        }
        assertThat(faults(file, KEY)).isEmpty();
        assertThat(faults(file, null)).isNotEmpty();
        assertThat(faults(file, new Secret("another key"))).isNotEmpty();

        List<String> lines = new ArrayList<>(lines());
        lines.set(1, forged(lines.get(1), null));
        Files.write(file, lines);
        assertThat(faults(file, KEY)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.EDITED);
            assertThat(finding.line()).isEqualTo(2);
        });
    }

    @Test
    void half_a_record_that_a_crash_leaves_is_called_that_and_is_part_of_the_chain() throws IOException {
        for (String half : List.of("{\"id\":\"cut", "{", lines().getFirst().substring(0, 150))) {
            Files.writeString(file, half, StandardOpenOption.APPEND);
            append(0, 2);
        }
        List<Finding> findings = findings(file, null);
        assertThat(findings).hasSize(3).allSatisfy(finding -> assertThat(finding.kind())
                .isEqualTo(Kind.CUT_LINE));
        assertThat(findings.getFirst().line()).isEqualTo(RECORDS + 1);

        assertThat(after(lines -> lines.remove(RECORDS))).isNotEmpty();
        assertThat(after(lines -> lines.set(RECORDS, "{\"id\":\"cux"))).isNotEmpty();
        assertThat(after(lines -> Collections.swap(lines, RECORDS, RECORDS + 1)))
                .isNotEmpty();
    }

    @Test
    void a_whole_record_that_only_lacks_its_line_feed_is_a_record() throws IOException {
        Files.writeString(file, Files.readString(file).stripTrailing());
        append(0, 1);

        assertThat(findings(file, null)).isEmpty();
    }

    @Test
    void half_a_record_at_the_end_is_no_fault() throws IOException {
        Files.writeString(file, "{\"id\":\"cut", StandardOpenOption.APPEND);

        assertThat(findings(file, null)).singleElement().satisfies(finding -> assertThat(finding.kind())
                .isEqualTo(Kind.CUT_LINE));
    }

    @Test
    void a_journal_from_before_there_were_chains_is_sealed_as_it_is() throws IOException {
        Files.writeString(file, "{\"id\":\"old\"}\n{\"id\":\"older\"}\n{\"id\":\"cut");
        append(0, 3);

        assertThat(findings(file, null)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.NOTE);
            assertThat(finding.text()).contains("lines 1 to 3 are from before the chain");
        });
        assertThat(after(lines -> lines.set(1, "{\"id\":\"olden\"}"))).isNotEmpty();
        assertThat(after(lines -> lines.removeFirst())).isNotEmpty();
        assertThat(after(lines -> lines.subList(0, 3).clear())).isNotEmpty();
        assertThat(after(lines -> lines.remove(3))).isNotEmpty();
    }

    @Test
    void a_chain_is_taken_up_again_in_a_large_file() throws IOException {
        Files.writeString(file, ("x".repeat(1 << 20) + "\n").repeat(3), StandardOpenOption.APPEND);
        append(0, 1);

        assertThat(json(lines().getLast()).path("seq").asLong()).isEqualTo(RECORDS + 1);
        assertThat(findings(file, null))
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.CUT_LINE));
    }

    /** Appends some records as a gateway does that starts and ends. */
    private void append(int from, int to) throws IOException {
        try (Journal journal = new Journal(file, false)) {
            for (int i = from; i < to; i++) {
                AuditRecord record = record("id-" + i);
                journal.append(record);
                assertThat(lines().getLast()).isEqualTo(record.json().toString());
            }
        }
    }

    static AuditRecord record(String id) {
        return new AuditRecord(
                (ObjectNode) json("{\"id\":\"" + id + "\",\"user\":\"u\",\"parameters\":{\"q\":\"é 😀\"}}"));
    }

    /** A record that agrees with itself and says something else than it did. */
    private static String forged(String line, Secret key) {
        byte[] bytes = line.replace("\"user\":\"u\"", "\"user\":\"x\"").getBytes(StandardCharsets.UTF_8);
        String hash = new ChainDigest(key).of(new byte[0], bytes, Link.covered(bytes.length));
        return new String(bytes, 0, bytes.length - 66, StandardCharsets.UTF_8) + hash + "\"}";
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    private List<Finding> after(Consumer<List<String>> tampering) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        tampering.accept(lines);
        return faults(Files.write(folder.resolve("tampered.json"), lines), null);
    }

    private static List<Finding> faults(Path journal, Secret key) throws IOException {
        return findings(journal, key).stream()
                .filter(finding -> finding.kind().isFault())
                .toList();
    }

    private static List<Finding> findings(Path journal, Secret key) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Verification.of(journal, key, findings::add);
        return findings;
    }
}
