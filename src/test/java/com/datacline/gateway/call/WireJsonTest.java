package com.datacline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":2}",
                "{\"price\":1.50,\"zero\":0.0,\"digits\":3.14159265358979323846264338327950288}",
                "{\"big\":123456789012345678901234567890,\"long\":9007199254740993}",
                "{\"text\":\"é漢🙂 / \\\" \\\\ \\n\",\"\":\"\",\"null\":null,\"empty\":{},\"list\":[[],[null,true]]}"
            })
    void what_passes_through_stays_as_it_came(String text) throws IOException {
        assertThat(new String(WireJson.bytes(WireJson.MAPPER.readTree(text)), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1} x", "{\"a\":1}{}", "{'a':1}", "{\"a\":NaN}", "{\"a\":1,}"})
    void what_is_not_json_is_refused(String text) {
        assertThatThrownBy(() -> WireJson.MAPPER.readTree(text)).isInstanceOf(JacksonException.class);
    }

    @Test
    void deep_nesting_is_refused_before_it_hurts() {
        assertThatThrownBy(() -> WireJson.MAPPER.readTree("[".repeat(100_000))).isInstanceOf(JacksonException.class);
    }
}
