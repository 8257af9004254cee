package com.datacline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-b7ad6b7169203331-01",
                "00-" + TRACE + "-b7ad6b7169203331-00",
                "cc-" + TRACE + "-b7ad6b7169203331-01",
                "cc-" + TRACE + "-b7ad6b7169203331-01-what-comes-later",
            })
    void a_valid_one_names_its_trace(String text) {
        assertThat(TraceParent.traceId(text)).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-1-2-01",
                "ff-" + TRACE + "-b7ad6b7169203331-01",
                "00-" + TRACE + "-b7ad6b7169203331-01-more",
                "cc-" + TRACE + "-b7ad6b7169203331-01.more",
                "00-" + TRACE + "-0000000000000000-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-" + TRACE + "-b7ad6b7169203331-0\n",
                "00_" + TRACE + "-b7ad6b7169203331-01",
            })
    void another_text_names_none(String text) {
        assertThat(TraceParent.traceId(text)).isNull();
    }

    @Test
    void a_state_is_short_and_of_characters_that_a_header_may_hold() {
        assertThat(TraceParent.isState("vendor=1,other=2")).isTrue();
        assertThat(TraceParent.isState("")).isFalse();
        assertThat(TraceParent.isState("a=1\r\nX: y")).isFalse();
        assertThat(TraceParent.isState("a".repeat(513))).isFalse();
    }
}
