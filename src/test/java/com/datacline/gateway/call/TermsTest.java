package com.datacline.gateway.call;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {

    @Test
    void without_a_word_all_servers_are_waited_for() {
        assertThat(Terms.read(json("{}"))).isEqualTo(Terms.ALL);
        assertThat(Terms.read(json("{\"timeout\": null, \"min_results\": null, \"first\": null}")))
                .isEqualTo(Terms.ALL);
    }

    @Test
    void seconds_a_quorum_and_the_first_are_read() {
        assertThat(Terms.read(json("{\"timeout\": 1.5, \"min_results\": 2}")))
                .isEqualTo(new Terms(Duration.ofMillis(1500), 2));
        assertThat(Terms.read(json("{\"first\": true, \"min_results\": 3}"))).isEqualTo(new Terms(null, 1));
        assertThat(Terms.read(json("{\"timeout\": 0.00001}")).timeout()).isEqualTo(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timeout\": 0}",
                "{\"timeout\": -1}",
                "{\"timeout\": 1e300}",
                "{\"timeout\": \"1\"}",
                "{\"min_results\": 0}",
                "{\"min_results\": 1.5}",
                "{\"min_results\": 99999999999}",
                "{\"first\": 1}"
            })
    void nonsense_is_refused(String given) {
        assertThatThrownBy(() -> Terms.read(json(given))).isInstanceOfSatisfying(CallFailed.class, failed -> assertThat(
                        failed.failure().code())
                .isEqualTo(FailureCode.INVALID_ARGUMENTS));
    }
}
