package com.datacline.gateway.broadcast;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class BroadcastTextTest {

    @Test
    void it_looks_like_the_sample_of_the_promise() {
        assertThat(text("""
                {"tool": "search_logs", "total_servers": 2, "successful": 2, "failed": 0, "execution_time_ms": 1247,
                 "servers": {
                   "prod-elk-1": {"status": "success", "result": {"structuredContent": {"hits": 145}}},
                   "prod-elk-2": {"status": "success", "result": {"content": [{"type": "text", "text": "{\\"hits\\": 89}"}]}}
                 }}
                """)).isEqualTo("""
                ================================================================================
                BROADCAST RESULTS: search_logs
                ================================================================================
                Total Servers: 2
                Successful: 2
                Failed: 0
                Execution Time: 1247ms

                RESULTS BY SERVER:
                --------------------------------------------------------------------------------

                [prod-elk-1]
                {
                  "hits": 145
                }

                [prod-elk-2]
                {
                  "hits": 89
                }
                ================================================================================""");
    }

    @Test
    void failures_have_a_part_of_their_own() {
        assertThat(text("""
                {"tool": "t", "total_servers": 2, "successful": 1, "failed": 1, "execution_time_ms": 5,
                 "servers": {
                   "a": {"status": "success", "result": {"content": [{"type": "text", "text": "plain words"}]}},
                   "b": {"status": "timeout", "error": "server b did not answer in time"}
                 }}
                """)).endsWith("""

                [a]
                plain words

                ERRORS:
                --------------------------------------------------------------------------------

                [b] ERROR: server b did not answer in time
                ================================================================================""");
    }

    private static String text(String structured) {
        return BroadcastText.of((ObjectNode) json(structured));
    }
}
