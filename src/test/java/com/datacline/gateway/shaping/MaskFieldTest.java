package com.datacline.gateway.shaping;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values a mask hides. */
class MaskFieldTest {

    private static String masked(String fields, String result) {
        MaskField mask = new MaskField();
        mask.setField(fields);
        return mask.mask((ObjectNode) json(result)).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail         | {\"mail\":1,\"a\":[{\"mail\":{\"b\":2}}]}   | {\"mail\":\"***\",\"a\":[{\"mail\":\"***\"}]}",
                "/mail        | {\"mail\":1,\"a\":{\"mail\":2}}             | {\"mail\":\"***\",\"a\":{\"mail\":2}}",
                "/a/*/mail    | {\"a\":[{\"mail\":1},{\"mail\":2}],\"mail\":3} | {\"a\":[{\"mail\":\"***\"},{\"mail\":\"***\"}],\"mail\":3}",
                "/a/1         | {\"a\":[1,2,3]}                             | {\"a\":[1,\"***\",3]}",
                "/*/mail      | {\"x\":{\"mail\":1},\"y\":{\"mail\":2}}     | {\"x\":{\"mail\":\"***\"},\"y\":{\"mail\":\"***\"}}",
                "/a~1b        | {\"a/b\":1}                                 | {\"a/b\":\"***\"}",
                "mail, phone  | {\"mail\":1,\"phone\":2,\"n\":3}            | {\"mail\":\"***\",\"phone\":\"***\",\"n\":3}"
            })
    void in_structured_content(String fields, String content, String expected) {
        assertThat(masked(fields, "{\"structuredContent\":" + content + "}"))
                .isEqualTo("{\"structuredContent\":" + expected + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"mail\": \"a\", \"n\": 1.50}     | {\"mail\":\"***\",\"n\":1.50}",
                "[{\"mail\":\"a\"}]                 | [{\"mail\":\"***\"}]",
                "it is {\"mail\" : \"a \\\" b\", \"n\":1} | it is {\"mail\" : \"***\", \"n\":1}",
                "one {\"mail\":null} two {\"mail\":17}  | one {\"mail\":\"***\"} two {\"mail\":\"***\"}",
                "{\"mail\":\"a\"} {\"mail\":\"b\"}  | {\"mail\":\"***\"} {\"mail\":\"***\"}",
                "see {\"mail\":{\"deep\":1}}        | ***",
                "{\"name\":  \"mail\"}              | {\"name\":  \"mail\"}",
                "mail is no field                   | mail is no field"
            })
    void in_text(String text, String expected) {
        ObjectNode result =
                (ObjectNode) json("{\"content\":[{\"type\":\"text\",\"text\":" + TextNode.valueOf(text) + "}]}");
        MaskField mask = new MaskField();
        mask.setField("mail");
        assertThat(mask.mask(result).at("/content/0/text").asText()).isEqualTo(expected);
    }

    @Test
    void in_everything_that_holds_text_and_nowhere_else() {
        assertThat(masked(
                        "text,mail",
                        "{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"x\",\"text\":\"{\\\"mail\\\":1}\"}}],"
                                + "\"_meta\":{\"mail\":1},\"isError\":false}"))
                .isEqualTo(
                        "{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"x\",\"text\":\"{\\\"mail\\\":\\\"***\\\"}\"}}],"
                                + "\"_meta\":{\"mail\":\"***\"},\"isError\":false}");
        assertThat(
                        masked(
                                "mail",
                                "{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"{\\\"mail\\\":1}\"}}]}"))
                .contains("\\\"***\\\"");
    }

    @Test
    void a_field_without_a_name_is_refused() {
        MaskField mask = new MaskField();
        assertThatThrownBy(() -> mask.setField("mail,,phone")).hasMessageContaining("no name");
    }
}
