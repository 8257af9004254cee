package com.datacline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoRefusalsTest {

    static DemoServers demo;
    static URI url;

    @BeforeAll
    static void start() {
        demo = DemoServers.start(List.of(0, 0, 0));
        url = demo.servers().getFirst().url();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{oops                                              | 400 | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} x | 400 | -32700",
                "''                                                 | 400 | -32700",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | 400 | -32600",
                "42                                                 | 400 | -32600",
                "{\"id\":1,\"method\":\"ping\"}                     | 400 | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1}                     | 400 | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | 400 | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]} | 400 | -32602"
            })
    void what_is_not_a_message_is_refused_with_the_right_code(String body, int status, int code) throws Exception {
        HttpResponse<String> response = McpPost.raw(url, body).send();

        assertEquals(status, response.statusCode());
        assertEquals(code, McpPost.json(response).path("error").path("code").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tools/fly  | {}                                        | -32601",
                "tools/call | {\"name\":\"serch\"}                      | -32602",
                "tools/call | {}                                        | -32602",
                "tools/call | {\"name\":\"search_logs\",\"arguments\":[]} | -32602",
                "tools/list | {\"cursor\":\"2\"}                        | -32602"
            })
    void a_request_that_cannot_be_served_is_a_json_rpc_error(String method, String params, int code) throws Exception {
        HttpResponse<String> response =
                McpPost.legacy(url, session(), method, params).send();

        assertEquals(200, response.statusCode());
        JsonNode answer = McpPost.json(response);
        assertEquals(7, answer.path("id").asInt());
        assertEquals(code, answer.path("error").path("code").asInt());
    }

    @Test
    void a_foreign_web_page_is_kept_out() throws Exception {
        McpPost ping = McpPost.legacy(url, session(), "ping", "{}");

        assertEquals(403, ping.with("Origin", "https://evil.example").send().statusCode());
        assertEquals(403, ping.with("Origin", "null").send().statusCode());
        assertEquals(200, ping.with("Origin", "http://localhost:6274").send().statusCode());
    }

    @Test
    void a_body_over_one_mebibyte_is_413() throws Exception {
        assertEquals(413, McpPost.raw(url, " ".repeat((1 << 20) + 1)).send().statusCode());
    }

    private static String session() throws Exception {
        return McpPost.session(url);
    }
}
