package com.datacline.gateway.audit;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = new Redaction(List.of("password$", "token"), 1000);

    @Test
    void values_under_secret_keys_are_hidden_at_any_depth_and_in_any_case() {
        assertThat(redaction.apply(json("""
                        {"Password": "a", "list": [{"accessToken": {"a": 1}}], "passwords_changed": 3, "q": "token"}
                        """))).isEqualTo(json("""
                        {"Password": "***", "list": [{"accessToken": "***"}], "passwords_changed": 3, "q": "token"}
                        """));
    }

    @Test
    void nothing_is_not_hidden() {
        assertThat(redaction.apply(json("{\"token\": null}"))).isEqualTo(json("{\"token\": null}"));
    }

    @Test
    void the_parameters_themselves_stay_as_they_are() {
        JsonNode given = json("{\"token\": \"a\"}");
        redaction.apply(given);
        assertThat(given).isEqualTo(json("{\"token\": \"a\"}"));
    }

    @Test
    void bulk_is_cut_and_no_secret_is_in_what_is_left() {
        JsonNode cut = redaction.apply(json("{\"token\": \"abc\", \"text\": \"" + "x".repeat(5000) + "\"}"));
        assertThat(cut.path("truncated_bytes").asInt()).isGreaterThan(5000);
        assertThat(cut.path("begins").asText()).startsWith("{\"token\":\"***\"").hasSize(1024);
    }

    @Test
    void bulk_is_cut_even_if_less_is_kept_than_a_cut_shows() {
        JsonNode cut = new Redaction(List.of(), 10).apply(json("{\"text\": \"0123456789\"}"));
        assertThat(cut.path("truncated_bytes").asInt()).isEqualTo(21);
    }

    @Test
    void without_patterns_nothing_is_hidden() {
        assertThat(new Redaction(List.of(), 1000).apply(json("{\"token\": 1}"))).isEqualTo(json("{\"token\": 1}"));
    }
}
