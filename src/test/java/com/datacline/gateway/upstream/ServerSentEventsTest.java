package com.datacline.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

    @Test
    void lines_end_with_line_feed_carriage_return_or_both() throws IOException {
        assertThat(events("data: a\n\ndata: b\n\n")).containsExactly("a", "b");
        assertThat(events("data: a\r\rdata: b\r\r")).containsExactly("a", "b");
        assertThat(events("data: a\r\n\r\ndata: b\r\n\r\n")).containsExactly("a", "b");
    }

    @Test
    void several_data_lines_are_one_text() throws IOException {
        assertThat(events("data: {\ndata:  \"a\": 1\ndata:}\n\n")).containsExactly("{\n \"a\": 1\n}");
    }

    @Test
    void a_byte_order_mark_at_the_beginning_is_no_part_of_a_field() throws IOException {
        assertThat(events("\uFEFFdata: a\n\n")).containsExactly("a");
    }

    @Test
    void comments_ids_and_unknown_fields_are_passed_over() throws IOException {
        assertThat(events(": ping\n\nid: 7\nevent: message\nretry: 10\ncolour: red\ndata: a\n\n"))
                .containsExactly("a");
    }

    @Test
    void an_event_without_data_is_none() throws IOException {
        assertThat(events("event: ping\n\ndata: a\n\n")).containsExactly("a");
    }

    @Test
    void an_event_that_the_stream_cuts_is_dropped() throws IOException {
        assertThat(events("data: a\n\ndata: half")).containsExactly("a");
        assertThat(events("data: a\n\ndata: whole line\n")).containsExactly("a");
    }

    @Test
    void text_is_utf8() throws IOException {
        assertThat(events("data: é漢🙂\n\n")).containsExactly("é漢🙂");
    }

    private static List<String> events(String stream) throws IOException {
        ServerSentEvents events =
                new ServerSentEvents(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), () -> {});
        List<String> all = new ArrayList<>();
        for (String event = events.next(); event != null; event = events.next()) {
            all.add(event);
        }
        return all;
    }
}
