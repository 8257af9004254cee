package com.datacline.gateway.audit;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.registry.KnownSecrets;
import com.datacline.gateway.registry.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl-_";

    private final KnownSecrets known = new KnownSecrets();
    private final Redaction redaction = new Redaction(List.of("password$", "token"), 1000, known);

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
        JsonNode cut = new Redaction(List.of(), 10, known).apply(json("{\"text\": \"0123456789\"}"));
        assertThat(cut.path("truncated_bytes").asInt()).isEqualTo(21);
    }

    @Test
    void without_patterns_nothing_is_hidden() {
        assertThat(new Redaction(List.of(), 1000, known).apply(json("{\"token\": 1}")))
                .isEqualTo(json("{\"token\": 1}"));
    }

    @Test
    void what_looks_like_a_token_is_hidden_under_any_key_and_inside_a_text() {
        assertThat(redaction.apply(json("{\"q\": \"" + JWT + "\", \"h\": \"use bearer abc.DEF-123= now\", \"" + JWT
                        + "\": [\"see " + JWT + ", please\"]}")))
                .isEqualTo(json("{\"q\": \"***\", \"h\": \"use *** now\", \"***\": [\"see ***, please\"]}"));
        assertThat(redaction.apply(json("{\"q\": \"the bearer of bad news, eyJ.a.b\"}")))
                .isEqualTo(json("{\"q\": \"the bearer of bad news, eyJ.a.b\"}"));
    }

    @Test
    void a_secret_of_the_configuration_is_hidden_wherever_it_is() {
        known.remember(new Secret("s3cret-value"));

        assertThat(redaction.apply(json("{\"q\": \"s3cret-value\"}"))).isEqualTo(json("{\"q\": \"***\"}"));
        ObjectNode record = (ObjectNode) json("{\"error\": \"403: s3cret-value or czNjcmV0LXZhbHVl\", \"n\": 1}");
        redaction.scrub(record);
        assertThat(record).isEqualTo(json("{\"error\": \"403: *** or ***\", \"n\": 1}"));
    }

    @Test
    void parameters_hide_a_secret_inside_a_longer_text_and_in_a_key() {
        known.remember(new Secret("s3cret-value"));

        assertThat(redaction.apply(
                        json("{\"q\": [\"key=s3cret-value;\"], \"my s3cret-value\": 1, \"r\": \"s3cret-valu\"}")))
                .isEqualTo(json("{\"q\": [\"key=***;\"], \"my ***\": 1, \"r\": \"s3cret-valu\"}"));
    }

    @Test
    void a_text_made_to_look_like_the_beginning_of_many_tokens_costs_no_time() {
        String hostile = "eyJhbGciOi".repeat(100_000);

        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> redaction.apply(json("{\"q\": \"" + hostile + "\"}")));
    }
}
