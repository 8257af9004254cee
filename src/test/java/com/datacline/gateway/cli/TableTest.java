package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void a_table_is_as_wide_as_what_is_in_it() {
        assertThat(printed(new Table("A", "B").row("one", "x").row("o", "two\nlines")))
                .isEqualTo("A    B\none  x\no    two\n");
    }

    @Test
    void what_is_too_long_is_cut_and_names_are_cut_last() {
        String table = printed(new Table("NAME", "URL", "DESCRIPTION")
                .row("n".repeat(30), "u".repeat(60), "d".repeat(90))
                .row("short", "é".repeat(60), "😀".repeat(90)));

        assertThat(table.lines()).allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                .isLessThanOrEqualTo(80));
        assertThat(table).contains("n".repeat(30) + "  uuu", "u…  ddd", "d…\n", "é…  😀", "😀…\n");
    }

    @Test
    void names_are_cut_where_nothing_else_can_be() {
        String table = printed(new Table("NAME", "ON").row("n".repeat(200), "yes"));

        assertThat(table).isEqualTo("NAME" + " ".repeat(73) + "ON\n" + "n".repeat(74) + "…  yes\n");
    }

    private static String printed(Table table) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            table.print();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
