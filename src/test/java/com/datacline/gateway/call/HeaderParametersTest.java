package com.datacline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderParametersTest {
    private static final HeaderParameters PARAMETERS = HeaderParameters.of(json("""
            {'type': 'object', 'properties': {
              'region': {'type': 'string', 'x-mcp-header': 'Region'},
              'size': {'type': 'integer', 'x-mcp-header': 'Size'},
              'deep': {'type': 'object', 'properties': {'dry': {'type': 'boolean', 'x-mcp-header': 'Dry-Run'}}},
              'query': {'type': 'string'},
              'x-mcp-header': {'type': 'string'}},
             'default': {'x-mcp-header': 'no schema, but a value'}}"""));

    @Test
    void properties_lead_to_them_at_any_depth() {
        assertThat(PARAMETERS.paths())
                .isEqualTo(Map.of(
                        "Region", List.of("region"), "Size", List.of("size"), "Dry-Run", List.of("deep", "dry")));
    }

    @Test
    void arguments_become_headers() {
        JsonNode arguments = json("{'region': 'Zürich', 'size': 42, 'deep': {'dry': false}, 'query': 'q'}");

        assertThat(PARAMETERS.headers(arguments))
                .isEqualTo(Map.of(
                        "Mcp-Param-Region", "=?base64?WsO8cmljaA==?=",
                        "Mcp-Param-Size", "42",
                        "Mcp-Param-Dry-Run", "false"));
    }

    @Test
    void what_is_absent_or_null_has_no_header() {
        assertThat(PARAMETERS.headers(json("{'region': null, 'deep': {}}"))).isEmpty();
        assertThat(PARAMETERS.mismatch(json("{'region': null}"), name -> null)).isNull();
    }

    @Test
    void headers_are_held_against_the_arguments() {
        JsonNode arguments = json("{'region': 'here', 'size': 42}");

        assertThat(mismatch(arguments, Map.of("Mcp-Param-Region", " here ", "Mcp-Param-Size", "42.0")))
                .isNull();
        assertThat(mismatch(arguments, Map.of("Mcp-Param-Region", "=?base64?aGVyZQ==?=", "Mcp-Param-Size", "42")))
                .isNull();
        assertThat(mismatch(arguments, Map.of("Mcp-Param-Region", "HERE", "Mcp-Param-Size", "42")))
                .isEqualTo("header Mcp-Param-Region is \"HERE\", and the argument region is \"here\"");
        assertThat(mismatch(arguments, Map.of("Mcp-Param-Region", "here")))
                .isEqualTo("header Mcp-Param-Size is missing, and the argument size is 42");
        assertThat(mismatch(arguments, Map.of("Mcp-Param-Region", "here", "Mcp-Param-Size", "many")))
                .contains("Mcp-Param-Size");
        assertThat(mismatch(arguments, Map.of("Mcp-Param-Region", "=?base64?aGVyZQ?=", "Mcp-Param-Size", "42")))
                .contains("Mcp-Param-Region");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties': {'a': {'type': 'string', 'x-mcp-header': ''}}}",
                "{'properties': {'a': {'type': 'string', 'x-mcp-header': 'My Region'}}}",
                "{'properties': {'a': {'type': 'string', 'x-mcp-header': 'Region:Primary'}}}",
                "{'properties': {'a': {'type': 'string', 'x-mcp-header': 'Région'}}}",
                "{'properties': {'a': {'type': 'string', 'x-mcp-header': 'Region\\t1'}}}",
                "{'properties': {'a': {'type': 'string', 'x-mcp-header': 7}}}",
                "{'properties': {'a': {'type': 'number', 'x-mcp-header': 'A'}}}",
                "{'properties': {'a': {'type': 'object', 'x-mcp-header': 'A'}}}",
                "{'properties': {'a': {'type': 'array', 'items': {'type': 'string'}, 'x-mcp-header': 'A'}}}",
                "{'properties': {'a': {'type': 'null', 'x-mcp-header': 'A'}}}",
                "{'properties': {'a': {'x-mcp-header': 'A'}}}",
                "{'properties': {'a': {'type': 'string', 'x-mcp-header': 'A'}, 'b': {'type': 'string', 'x-mcp-header': 'a'}}}",
                "{'type': 'string', 'x-mcp-header': 'A'}",
                "{'properties': {'a': {'type': 'array', 'items': {'type': 'string', 'x-mcp-header': 'A'}}}}",
                "{'anyOf': [{'properties': {'a': {'type': 'string', 'x-mcp-header': 'A'}}}]}",
                "{'$defs': {'a': {'properties': {'b': {'type': 'string', 'x-mcp-header': 'A'}}}}}"
            })
    void a_declaration_that_breaks_a_rule_is_refused(String schema) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderParameters.of(json(schema)))
                .withMessageStartingWith("x-mcp-header of ");
    }

    private static String mismatch(JsonNode arguments, Map<String, String> headers) {
        return PARAMETERS.mismatch(arguments, headers::get);
    }

    private static JsonNode json(String text) {
        try {
            return WireJson.MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
