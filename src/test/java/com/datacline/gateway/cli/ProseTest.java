package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProseTest {

    @Test
    void lines_end_at_a_blank_before_they_are_too_long() {
        assertThat(Prose.fold("one two three", 8, 0)).isEqualTo("one two\nthree");
        assertThat(Prose.fold("one two three\nfour", 13, 0)).isEqualTo("one two three\nfour");
    }

    @Test
    void what_goes_on_is_indented() {
        assertThat(Prose.fold("- one two three four", 9, 2)).isEqualTo("- one two\n  three\n  four");
    }

    @Test
    void a_word_that_is_too_long_is_broken() {
        assertThat(Prose.fold("x".repeat(7), 3, 1)).isEqualTo("xxx\n xx\n xx");
        assertThat(Prose.fold("😀😀😀", 2, 0)).isEqualTo("😀😀\n😀");
    }
}
