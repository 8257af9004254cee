package com.datacline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {
    private static final Operation FIRST = prompt("{'name': 'p'}");

    @Test
    void an_operation_with_an_answer_to_what_was_asked_is_the_same_again() {
        assertThat(FIRST.isAgain(
                        prompt("{'name': 'p', 'inputResponses': {'a': {}}, 'requestState': 's', '_meta': {'x': 1}}")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'name': 'q'}", "{'name': 'p', 'arguments': {'a': 1}}", "{'name': 'p', 'more': 1}"})
    void an_operation_that_wants_something_else_is_another(String params) {
        assertThat(FIRST.isAgain(prompt(params))).isFalse();
    }

    private static Operation prompt(String params) {
        try {
            ObjectNode given = (ObjectNode) WireJson.MAPPER.readTree(params.replace('\'', '"'));
            return new Operation(Action.GET_PROMPT, given.path("name").asText(), given);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
