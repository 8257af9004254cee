package com.datacline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path folder;

    @Test
    void lines_follow_those_that_are_there() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.json"), "{\"id\":1}\n");
        try (Journal journal = new Journal(file, true)) {
            journal.append(ChainTest.record("2"));
        }
        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("{\"id\":1}");
    }

    @Test
    void a_line_that_a_crash_has_cut_is_ended_so_that_the_next_is_whole() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.json"), "{\"id\":1}\n{\"id\":");
        try (Journal journal = new Journal(file, false)) {
            journal.append(ChainTest.record("2"));
        }
        assertThat(Files.readAllLines(file))
                .startsWith("{\"id\":1}", "{\"id\":")
                .hasSize(3);
    }

    @Test
    void the_folder_is_made_if_need_be() {
        assertThat(folder.resolve("a/b/audit.json")).satisfies(file -> new Journal(file, false).close());
    }

    @Test
    void a_record_that_cannot_be_written_fails_the_call() throws IOException {
        Journal journal = new Journal(folder.resolve("audit.json"), false);
        journal.close();
        assertThatThrownBy(() -> journal.append(ChainTest.record("1")))
                .isInstanceOfSatisfying(CallFailed.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo(FailureCode.AUDIT_UNAVAILABLE);
                    assertThat(failed.failure().message()).doesNotContain(folder.toString());
                });
    }

    @Test
    void a_journal_is_written_by_one_gateway() throws IOException {
        Path file = folder.resolve("audit.json");
        try (Journal journal = new Journal(file, false)) {
            assertThatThrownBy(() -> new Journal(file, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is written by another gateway");
            journal.append(ChainTest.record("1"));
        }
        new Journal(file, false).close();
    }
}
