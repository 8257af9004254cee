package com.datacline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class ShippingTest {
    @TempDir
    Path folder;

    @Test
    void a_line_that_a_crash_has_cut_is_ended_and_does_not_spoil_the_next_one() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.json"), line("a") + "{\"id\":\"cut");
        try (Journal journal = new Journal(file, false)) {
            journal.append(ChainTest.record("b"));

            assertThat(ids(shipping(journal, 10))).containsExactly("a", "b");
        }
    }

    @Test
    void rows_that_sql_has_under_another_journal_do_not_hold_up_the_rest() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.json"), line("a") + line("b") + line("c"));
        try (Journal journal = new Journal(file, false)) {
            Shipping shipping = shipping(journal, 2);

            // SQL keeps the rows it has, so it still says that it got nowhere with this journal.
            assertThat(ids(shipping)).containsExactly("a", "b");
            assertThat(ids(shipping)).containsExactly("c");
            assertThat(shipping.next("j")).isNull();
        }
    }

    @Test
    void rows_that_sql_did_not_take_are_offered_again() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.json"), line("a") + line("b"));
        try (Journal journal = new Journal(file, false)) {
            Shipping shipping = shipping(journal, 2);
            ids(shipping);

            shipping.postpone(new IOException("the database went away"));

            assertThat(ids(shipping)).containsExactly("a", "b");
        }
    }

    @Test
    void a_record_is_a_row_however_much_longer_it_is_than_what_is_read_at_once() throws IOException {
        Path file = folder.resolve("audit.json");
        String large = "{\"id\":\"large\",\"text\":\"" + "x".repeat(3 << 20) + "\"}\n";
        Files.writeString(file, line("a") + large + line("b") + large.replace("large", "last"));
        try (Journal journal = new Journal(file, false)) {
            Shipping shipping = shipping(journal, 10);

            assertThat(ids(shipping)).containsExactly("a");
            assertThat(ids(shipping)).containsExactly("large", "b");
            assertThat(ids(shipping)).containsExactly("last");
            assertThat(shipping.next("j")).isNull();
        }
    }

    @Test
    void a_line_without_an_end_is_passed_over() throws IOException {
        Path file = folder.resolve("audit.json");
        Files.writeString(file, line("a") + "x".repeat(9 << 20) + "\n" + line("b"));
        try (Journal journal = new Journal(file, false)) {
            Shipping shipping = shipping(journal, 10);

            assertThat(ids(shipping)).containsExactly("a");
            assertThat(ids(shipping)).containsExactly("b");
        }
    }

    @Test
    void a_device_is_no_journal() {
        assertThatThrownBy(() -> new Journal(Path.of("/dev/null"), false))
                .hasMessageContaining("AUDIT_LOG_FILE=/dev/null is not a regular file");
    }

    /** What the route does in one round, with a table that holds nothing of this journal. */
    private static List<String> ids(Shipping shipping) throws IOException {
        if (shipping.isLost("j")) {
            shipping.resume(null, "j");
        }
        List<String> ids = shipping.next("j").stream()
                .map(row -> String.valueOf(row.get("id")))
                .toList();
        shipping.arrived();
        return ids;
    }

    private static Shipping shipping(Journal journal, int batch) {
        AuditProperties properties = new AuditProperties(
                journal.file(),
                false,
                null,
                false,
                true,
                null,
                List.of(),
                DataSize.ofKilobytes(32),
                null,
                Path.of("data"),
                batch);
        return new Shipping(journal, properties);
    }

    private static String line(String id) {
        return "{\"id\":\"" + id + "\"}\n";
    }
}
