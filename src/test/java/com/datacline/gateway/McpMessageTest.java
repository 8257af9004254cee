package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpMessageTest {
    private static ScriptedServer server;
    private static ScriptedServer second;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        server = ScriptedServer.start();
        second = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("one", server.url())
                .server("two", second.url())
                .server("idle", server.url(), "enabled: false")
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        second.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                    | -32700 | 400",
                "nonsense                                             | -32700 | 400",
                "{} {}                                                | -32700 | 400",
                "''                                                   | -32700 | 400",
                "[]                                                   | -32600 | 400",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | -32600 | 400",
                "7                                                    | -32600 | 400",
                "null                                                 | -32600 | 400",
                "{}                                                   | -32600 | 400",
                "{\"id\":1,\"method\":\"ping\"}                       | -32600 | 400",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}   | -32600 | 400",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}       | -32600 | 400",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | -32600 | 400",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"} | -32600 | 400",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}  | -32600 | 400",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}          | -32600 | 400",
                "{\"jsonrpc\":\"2.0\",\"id\":1}                       | -32600 | 400",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nope\"}   | -32601 | 200",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\"}       | -32601 | 200",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":[]}  | -32602 | 200",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":7}   | -32602 | 200",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}                | -32602 | 200",
            })
    void a_message_that_is_wrong_gets_the_error_of_the_book(String body, int code, int status) {
        HttpResponse<String> answer = gateway.post("/mcp", body);

        JsonNode json = GatewayUnderTest.json(answer.body());
        assertThat(json.at("/error/code").asInt()).as(answer.body()).isEqualTo(code);
        assertThat(json.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(json.has("id")).isTrue();
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception", "com.fasterxml", "\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tools/call | {}                                                            | name",
                "tools/call | {\"name\":\"\"}                                               | name",
                "tools/call | {\"name\":7}                                                  | name",
                "tools/call | {\"name\":\"one__echo\",\"arguments\":[]}                     | arguments",
                "tools/call | {\"name\":\"one__ehco\"}                                      | one__echo",
                "tools/call | {\"name\":\"onne__echo\"}                                     | one__echo",
                "tools/call | {\"name\":\"idle__echo\"}                                      | disabled",
                "tools/call | {\"name\":\"broadcast__echo\",\"arguments\":{\"x\":1}}        | x",
                "tools/call | {\"name\":\"broadcast__echo\",\"arguments\":{\"servers\":[]}} | servers",
                "tools/call | {\"name\":\"broadcast__echo\",\"arguments\":{\"servers\":[1]}} | servers",
                "tools/call | {\"name\":\"broadcast__echo\",\"arguments\":{\"arguments\":1}} | arguments",
                "tools/call | {\"name\":\"broadcast__echo\",\"arguments\":{\"timeout\":0}}  | timeout",
                "tools/call | {\"name\":\"broadcast__echo\",\"arguments\":{\"timeout\":1e999999999}} | timeout",
                "tools/call | {\"name\":\"broadcast__echo\",\"arguments\":{\"min_results\":0}} | min_results",
                "tools/call | {\"name\":\"broadcast__echo\",\"arguments\":{\"first\":\"x\"}} | first",
                "tools/list | {\"server\":\"oen\"}                                          | one",
                "tools/list | {\"server\":1}                                                | server",
                "tools/list | {\"cursor\":\"bogus\"}                                        | cursor",
                "tools/list | {\"cursor\":\"\u00e4\"}                                       | cursor",
                "tools/list | {\"cursor\":\"LTE\"}                                          | cursor",
                "tools/list | {\"cursor\":3}                                                | cursor",
            })
    void wrong_parameters_are_invalid_params_and_named(String method, String params, String named) {
        server.forget();
        JsonNode answer = gateway.mcp(method, GatewayUnderTest.json(params));

        assertThat(answer.at("/error/code").asInt()).as(answer.toString()).isEqualTo(-32602);
        assertThat(answer.at("/error/message").asText()).contains(named);
        assertThat(server.requests("tools/call")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "\"\"", "0", "-7", "9007199254740993", "123456789012345678901234567890"})
    void the_id_comes_back_as_it_was(String id) {
        for (String method : new String[] {"ping", "nope", "tools/list"}) {
            String body = gateway.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\"}")
                    .body();
            assertThat(body).startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",");
        }
    }

    @Test
    void ping_is_answered_with_nothing() {
        for (String path : new String[] {"/mcp", "/"}) {
            HttpResponse<String> answer = gateway.post(path, "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"ping\"}");
            assertThat(answer.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{}}");
            assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/whatever\",\"params\":{\"x\":1}}",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":1,\"message\":\"m\"}}",
            })
    void notifications_and_responses_are_taken_without_a_word(String message) {
        HttpResponse<String> answer = gateway.post("/mcp", message);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("content-type")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-06-18, 2025-06-18",
        "2025-03-26, 2025-03-26",
        "2024-11-05, 2025-11-25",
        "1999-01-01, 2025-11-25",
        "'', 2025-11-25"
    })
    void the_version_is_negotiated(String asked, String got) {
        JsonNode result = gateway.mcp(
                        "initialize",
                        GatewayUnderTest.json("{\"protocolVersion\":\"" + asked
                                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}"))
                .path("result");

        assertThat(result.path("protocolVersion").asText()).isEqualTo(got);
        assertThat(result.at("/serverInfo/name").asText()).isEqualTo("secure-mcp-gateway");
        assertThat(result.at("/capabilities/tools").isObject()).isTrue();
        assertThat(result.has("resultType")).isFalse();
    }

    @Test
    void a_version_header_nobody_knows_is_refused() {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

        HttpResponse<String> refused = gateway.send("POST", "/mcp", ping, "MCP-Protocol-Version", "1999-01-01");
        HttpResponse<String> taken = gateway.send("POST", "/mcp", ping, "mcp-protocol-version", "2025-06-18");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("1999-01-01", "2025-11-25");
        assertThat(taken.statusCode()).isEqualTo(200);
    }

    @Test
    void a_list_can_be_of_one_server() {
        JsonNode tools = gateway.mcp("tools/list", GatewayUnderTest.json("{\"server\":\"two\"}"))
                .at("/result/tools");

        assertThat(tools.findValuesAsText("name")).containsExactly("two__echo", "two__sleep");
        assertThat(gateway.mcp("tools/list", GatewayUnderTest.json("{\"server\":\"idle\"}"))
                        .at("/result/tools"))
                .isEmpty();
    }

    @Test
    void with_get_one_sees_what_it_is_and_without_a_session_nothing_streams() {
        HttpResponse<String> look = gateway.get("/mcp");
        HttpResponse<String> stream = gateway.get("/mcp", "Accept", "text/event-stream");
        HttpResponse<String> delete = gateway.send("DELETE", "/mcp", "");

        assertThat(look.statusCode()).isEqualTo(200);
        assertThat(GatewayUnderTest.json(look.body()).at("/serverInfo/name").asText())
                .isEqualTo("secure-mcp-gateway");
        assertThat(stream.statusCode()).isEqualTo(405);
        assertThat(stream.headers().firstValue("allow")).contains("POST, DELETE");
        assertThat(delete.statusCode()).isEqualTo(400);
    }
}
