package com.datacline.gateway.tools;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ToolResultTest {
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    static {
        CONTEXT.disableJMX();
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    @Test
    void rows_are_text_and_structured_content() throws Exception {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", 7);
        row.put("price", new BigDecimal("1.50"));
        row.put("day", Date.valueOf("2026-11-27"));
        row.put("at", Timestamp.from(Instant.parse("2026-11-27T10:00:00Z")));
        row.put("note", null);

        JsonNode result = result(List.of(row), "");

        String rows = "[{\"id\":7,\"price\":1.50,\"day\":\"2026-11-27\",\"at\":\"2026-11-27T10:00:00.000+00:00\","
                + "\"note\":null}]";
        assertThat(result.at("/content/0/text").asText()).isEqualTo(rows);
        assertThat(result.path("structuredContent").toString()).isEqualTo("{\"result\":" + rows + "}");
    }

    @Test
    void text_that_is_a_json_object_is_both() throws Exception {
        JsonNode result = result(" {\"a\": 1.50}\n", "");

        assertThat(result.at("/content/0/text").asText()).isEqualTo(" {\"a\": 1.50}\n");
        assertThat(result.path("structuredContent")).isEqualTo(json("{\"a\":1.50}"));
    }

    @Test
    void other_text_is_text() throws Exception {
        for (String text : List.of("{not json", "plain", "", "7", "\"x\"")) {
            JsonNode result = result(text, "");
            assertThat(result.at("/content/0/text").asText()).isEqualTo(text);
            assertThat(result.has("structuredContent")).isFalse();
        }
        assertThat(result(null, "").at("/content/0/text").asText()).isEqualTo("No result");
        assertThat(result(12, "").at("/content/0/text").asText()).isEqualTo("12");
    }

    @Test
    void bytes_are_what_they_are() throws Exception {
        byte[] text = "{\"å\":1}".getBytes(StandardCharsets.UTF_8);
        byte[] png = {(byte) 0x89, 'P', 'N', 'G'};

        assertThat(result(text, "").at("/structuredContent/å").asInt()).isOne();
        assertThat(result(new ByteArrayInputStream(text), "application/json").has("structuredContent"))
                .isTrue();
        assertThat(result(png, "image/png; x=y").path("content"))
                .isEqualTo(json("[{\"type\":\"image\",\"data\":\"iVBORw==\",\"mimeType\":\"image/png\"}]"));
        assertThat(result(png, "").path("content"))
                .isEqualTo(json("[{\"type\":\"resource\",\"resource\":{\"uri\":\"tool-result:t\","
                        + "\"mimeType\":\"application/octet-stream\",\"blob\":\"iVBORw==\"}}]"));
    }

    private static JsonNode result(Object body, String type) throws Exception {
        DefaultExchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(body);
        if (!type.isEmpty()) {
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
        }
        return ToolResult.of("t", exchange);
    }
}
