package com.datacline.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineInputTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "''|",
                "a|a",
                "'a\nb'|a,b",
                "'a\n\nb\n'|a,,b",
                "'12345\nb'|12345,b",
                "'123456\nb'|12345...,b",
                "'12345678901\nb\n123456'|12345...,b,12345...",
                "'12345678901'|12345...",
            },
            delimiter = '|')
    void lines_are_cut_at_the_limit_and_their_rest_is_passed_over(String text, String lines) throws IOException {
        assertThat(String.join(",", read(text))).isEqualTo(lines == null ? "" : lines);
    }

    @Test
    void an_empty_line_is_a_line() throws IOException {
        assertThat(read("\n")).containsExactly("");
    }

    private static List<String> read(String text) throws IOException {
        LineInput input = new LineInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 5);
        List<String> lines = new ArrayList<>();
        for (LineInput.Line line = input.next(); line != null; line = input.next()) {
            lines.add(new String(line.bytes(), StandardCharsets.UTF_8) + (line.cut() ? "..." : ""));
        }
        return lines;
    }
}
