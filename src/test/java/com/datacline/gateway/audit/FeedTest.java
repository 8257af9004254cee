package com.datacline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTest {
    @TempDir
    Path folder;

    @Test
    void a_stream_goes_on_after_a_restart_where_it_had_got_to() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.json"), line("a") + line("b"));
        try (Journal journal = new Journal(file, false)) {
            Feed feed = feed(journal);
            assertThat(feed.next()).containsExactly("{\"id\":\"a\"}");
            feed.arrived();
            assertThat(feed.next()).containsExactly("{\"id\":\"b\"}");
            feed.arrived();
            assertThat(feed.next()).isNull();
            assertThat(feed.lag()).isZero();
            journal.append(ChainTest.record("c"));
            assertThat(feed.lag()).isPositive();

            List<String> next = feed(journal).next();

            assertThat(next).singleElement().asString().contains("\"c\"").endsWith("}");
        }
    }

    @Test
    void what_was_not_taken_comes_again() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.json"), line("a"));
        try (Journal journal = new Journal(file, false)) {
            Feed feed = feed(journal);
            List<String> first = feed.next();
            feed.postpone(new IOException("the broker went away"));

            assertThat(feed.next()).isEqualTo(first).containsExactly("{\"id\":\"a\"}");
        }
    }

    @Test
    void one_record_is_tried_before_the_others_at_first_and_after_a_failure() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.json"), "cut\n" + line("a") + line("b") + line("c"));
        try (Journal journal = new Journal(file, false)) {
            Feed feed = feed(journal);
            assertThat(feed.next()).containsExactly("{\"id\":\"a\"}");
            feed.arrived();
            assertThat(feed.next()).hasSize(2);
            feed.postpone(new IOException("the broker went away"));
            assertThat(feed.failingSince()).isNotNull();
            assertThat(feed.next()).containsExactly("{\"id\":\"b\"}");
            feed.arrived();
            assertThat(feed.failingSince()).isNull();
            assertThat(feed.next()).containsExactly("{\"id\":\"c\"}");
        }
    }

    @Test
    void half_lines_are_no_records_and_another_journal_begins_anew() throws IOException {
        Path file = Files.writeString(
                folder.resolve("audit.json"), "x".repeat(300_000) + "\n" + line("a") + "{\"id\":\"cut");
        try (Journal journal = new Journal(file, false)) {
            Feed feed = feed(journal);
            assertThat(feed.next()).containsExactly("{\"id\":\"a\"}");
            feed.arrived();
        }
        Path other = Files.writeString(folder.resolve("other.json"), line("z"));
        try (Journal journal = new Journal(other, false)) {
            assertThat(feed(journal).next()).containsExactly("{\"id\":\"z\"}");
        }
    }

    private Feed feed(Journal journal) {
        return new Feed(journal, folder.resolve("data/audit-kafka.json"), "Kafka");
    }

    private static String line(String id) {
        return "{\"id\":\"" + id + "\"}\n";
    }
}
