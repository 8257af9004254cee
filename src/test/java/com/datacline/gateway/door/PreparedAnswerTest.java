package com.datacline.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.PreparedItems;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that are put together of bytes are what they would be if they were written at once. */
class PreparedAnswerTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 50, 3_000})
    void byte_for_byte_the_same_plain_and_compressed(int count) throws IOException {
        for (String id : new String[] {"1", "\"tools\":[]", "é\"\\\n", "x".repeat(200_000)}) {
            ObjectNode whole = whole(id, count);
            PreparedItems items = new PreparedItems("tools", (ArrayNode) whole.at("/result/tools"));
            HttpAnswer plain = PreparedAnswer.json(whole(id, 0), items);

            assertThat(plain.whole()).isEqualTo(WireJson.bytes(whole));
            HttpAnswer gzip = PreparedAnswer.encoded(plain, "br, gzip;q=0.5");
            if (count > 0 && items.json().length >= 1024) {
                assertThat(gzip.headers())
                        .containsEntry("Content-Encoding", "gzip")
                        .containsEntry("Vary", "Accept-Encoding");
                assertThat(gzip.length()).isEqualTo(gzip.whole().length);
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.whole()))) {
                    assertThat(in.readAllBytes()).isEqualTo(WireJson.bytes(whole));
                }
            } else {
                assertThat(gzip).isSameAs(plain);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none          | false
            identity      | false
            gzip          | true
            GZIP          | true
            br, gzip;q=1  | true
            gzip;q=0      | false
            gzip; q=0.0   | false
            x-gzip        | false
            """)
    void compressed_is_what_the_client_takes(String accepted, boolean takes) {
        assertThat(PreparedAnswer.takesGzip(accepted)).isEqualTo(takes);
    }

    @Test
    void a_short_list_is_not_worth_it() {
        PreparedItems items = new PreparedItems("tools", JsonNodeFactory.instance.arrayNode());
        HttpAnswer plain = PreparedAnswer.json(whole("1", 0), items);

        assertThat(PreparedAnswer.encoded(plain, "gzip")).isSameAs(plain);
    }

    private static ObjectNode whole(String id, int count) {
        Random random = new Random(count);
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("id", id);
        ArrayNode tools =
                message.putObject("result").put("resultType", "complete").putArray("tools");
        for (int i = 0; i < count; i++) {
            tools.addObject().put("name", "t" + i).put("description", "näme \"" + random.nextLong() + "\"");
        }
        ((ObjectNode) message.path("result")).put("nextCursor", "x\"tools\":[]").put("ttlMs", 5);
        return message;
    }
}
