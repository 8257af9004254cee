package com.datacline.gateway.shaping;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What is left of a result that is too large. */
class CapResultTest {

    private static ObjectNode capped(String result) {
        CapResult cap = new CapResult();
        cap.setSize("1KB");
        return cap.cap((ObjectNode) json(result));
    }

    @Test
    void what_fits_stays_as_it_is() {
        assertThat(capped("{\"content\":[],\"x\":1}").toString()).isEqualTo("{\"content\":[],\"x\":1}");
    }

    @Test
    void text_is_cut_between_characters() {
        ObjectNode result = capped("{\"content\":[{\"type\":\"text\",\"text\":\"" + "é".repeat(2000) + "\"},"
                + "{\"type\":\"image\",\"data\":\"x\"},{\"type\":\"text\",\"text\":\"more\"}]}");
        assertThat(result.path("content")).hasSize(2);
        assertThat(result.at("/content/0/text").asText()).matches("é{300,500}");
        assertThat(result.at("/content/1/text").asText())
                .contains("the result has 4")
                .contains("1024 are passed on");
        assertThat(WireJson.bytes(result).length).isLessThan(1200);
        assertThat(result.path("isError").asBoolean()).isFalse();
    }

    @Test
    void a_result_whose_structure_is_lost_is_an_error() {
        ObjectNode result =
                capped("{\"content\":[{\"type\":\"text\",\"text\":\"short\"}],\"structuredContent\":{\"a\":\""
                        + "x".repeat(2000) + "\"}}");
        assertThat(result.has("structuredContent")).isFalse();
        assertThat(result.at("/content/0/text").asText()).isEqualTo("short");
        assertThat(result.path("isError").asBoolean()).isTrue();
    }

    @Test
    void a_resource_is_cut_and_one_without_text_is_refused() {
        assertThat(capped("{\"contents\":[{\"uri\":\"u\",\"text\":\"" + "x".repeat(2000) + "\"}]}")
                        .at("/contents/0/text")
                        .asText())
                .hasSizeBetween(700, 1024);
        assertThatThrownBy(() -> capped("{\"contents\":[{\"uri\":\"u\",\"blob\":\"" + "x".repeat(2000) + "\"}]}"))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("ask for less");
    }
}
