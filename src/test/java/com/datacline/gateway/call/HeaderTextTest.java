package com.datacline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " padded ", "\tindented", "two\r\nlines", "Hello, 世界", "=?base64?SGVsbG8=?=", "𝄞"})
    void what_cannot_stand_in_a_header_is_wrapped(String text) {
        String value = HeaderText.encode(text);

        assertThat(value).matches("=\\?base64\\?[A-Za-z0-9+/=]*\\?=");
        assertThat(HeaderText.decode(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-west1", "us west 1", "42", "SGVsbG8=", "a?=", "~!@"})
    void what_can_stand_in_a_header_does(String text) {
        assertThat(HeaderText.encode(text)).isEqualTo(text);
        assertThat(HeaderText.decode(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?SGVsbG8?=", "=?base64?SGVs!!!bG8=?=", "=?base64?/w==?=", "=?base64? SGVsbG8=?="})
    void a_wrapping_that_is_not_right_stands_for_nothing(String value) {
        assertThat(HeaderText.decode(value)).isNull();
    }

    @Test
    void half_a_wrapping_is_text() {
        assertThat(HeaderText.decode("=?base64?SGVsbG8=")).isEqualTo("=?base64?SGVsbG8=");
        assertThat(HeaderText.decode("=?base64?=")).isEqualTo("=?base64?=");
    }
}
