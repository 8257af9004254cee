package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.Fault;
import com.datacline.gateway.fixture.LiteralServer;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamFaultsTest {
    private static ScriptedServer legacy;
    private static ScriptedServer modern;
    private static ScriptedServer elsewhere;
    private static LiteralServer literal;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        legacy = ScriptedServer.builder().era(Era.LEGACY).start();
        modern = ScriptedServer.builder().era(Era.MODERN).start();
        elsewhere = ScriptedServer.start();
        literal = LiteralServer.start();
        gateway = GatewayUnderTest.with()
                .server("legacy", legacy.url(), "timeout: 5", AUTH)
                .server("modern", modern.url(), "timeout: 5", AUTH)
                .server("literal", literal.url())
                .set("gateway.upstream.max-response", "1MB")
                .set("gateway.catalogue.refresh", "10m")
                .start();
        gateway.toolNames();
    }

    private static final String AUTH = "auth: {method: bearer, credential_value: s3cret-token}";

    @AfterAll
    static void stop() {
        gateway.close();
        legacy.close();
        modern.close();
        elsewhere.close();
        literal.close();
    }

    @AfterEach
    void recover() {
        legacy.recover();
        modern.recover();
    }

    @ParameterizedTest
    @CsvSource({
        "DROP_MID_BODY, broke off its answer",
        "HTML, text/html",
        "STATUS_500, HTTP 500",
        "SSE_WITHOUT_RESULT, without an answer",
        "HUGE, more than 1048576 bytes",
        "GARBAGE_JSON, not JSON",
        "WRONG_ID, another request",
        "REFUSE, cannot be reached",
    })
    void whatever_a_server_does_wrong_is_said_in_a_few_words(Misbehaviour fault, String words) {
        for (String name : List.of("legacy", "modern")) {
            ScriptedServer server = name.equals("legacy") ? legacy : modern;
            server.failing("tools/call", fault);

            JsonNode answer = gateway.call(name + "__echo", "{\"message\":\"x\"}");
            HttpResponse<String> rest =
                    gateway.post("/mcp/invoke?mcp_server=" + name, "{\"tool_name\":\"echo\",\"parameters\":{}}");

            assertThat(answer.at("/result/isError").asBoolean()).isTrue();
            assertThat(answer.at("/result/content/0/text").asText())
                    .contains("server " + name)
                    .contains(words)
                    .hasSizeLessThan(200);
            assertThat(rest.statusCode()).isEqualTo(502);
            assertThat(GatewayUnderTest.json(rest.body()).path("detail").asText())
                    .contains("server " + name)
                    .contains(words);
            assertThat(answer + rest.body())
                    .doesNotContain("\tat ", "Exception:", "TokenStore", "sign in", "not for you", "xxxx", "s3cret");
        }
    }

    @Test
    void a_hundred_megabytes_leave_no_trace_in_memory() {
        legacy.failing("tools/call", Misbehaviour.HUGE);
        long before = usedMemory();

        for (int i = 0; i < 5; i++) {
            assertThat(gateway.call("legacy__echo", "{}").toString()).contains("more than 1048576 bytes");
        }

        assertThat(usedMemory() - before).isLessThan(20_000_000);
    }

    @Test
    void a_server_that_failed_serves_the_next_call() {
        for (Misbehaviour fault : List.of(Misbehaviour.DROP_MID_BODY, Misbehaviour.HUGE, Misbehaviour.REFUSE)) {
            legacy.failing("tools/call", fault);
            gateway.call("legacy__echo", "{}");
            legacy.recover();

            assertThat(gateway.call("legacy__echo", "{\"message\":\"back\"}")
                            .at("/result/content/0/text")
                            .asText())
                    .isEqualTo("back");
        }
    }

    @Test
    void a_redirect_is_not_followed_and_takes_no_credential_along() {
        for (ScriptedServer server : List.of(legacy, modern)) {
            server.failing("tools/call", Fault.redirectTo(elsewhere.url()));
        }

        JsonNode first = gateway.call("legacy__echo", "{}");
        JsonNode second = gateway.call("modern__echo", "{}");

        assertThat(first.at("/result/content/0/text").asText()).contains("server legacy", "redirect");
        assertThat(second.at("/result/content/0/text").asText()).contains("server modern", "redirect");
        assertThat(legacy.requests("tools/call").getLast().header("Authorization"))
                .contains("Bearer s3cret-token");
        assertThat(elsewhere.requests()).isEmpty();
        assertThat(elsewhere.connections()).isZero();
    }

    @Test
    void an_error_of_the_server_passes_as_it_is() {
        literal.saying("tools/call", "\"error\":{\"code\":-32055,\"message\":\"no oil\",\"data\":{\"left\":0.10}}");

        String answer = gateway.post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"literal__t\"}}")
                .body();

        assertThat(answer)
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":"
                        + "{\"code\":-32055,\"message\":\"no oil\",\"data\":{\"left\":0.10}}}");
        HttpResponse<String> rest = gateway.post("/mcp/invoke?mcp_server=literal", "{\"tool_name\":\"t\"}");
        assertThat(rest.statusCode()).isEqualTo(502);
        assertThat(rest.body()).contains("no oil", "server literal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"result\":null",
                "\"result\":[]",
                "\"result\":\"text\"",
                "\"error\":\"text\"",
                "\"nothing\":1",
                "\"result\":{\"resultType\":\"input_required\",\"requestState\":\"x\"}",
                "\"result\":{\"deep\":" + "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            })
    void half_an_answer_is_an_error_of_the_server(String member) {
        literal.saying("tools/call", member);

        JsonNode answer = gateway.call("literal__t", "{}");

        assertThat(answer.at("/result/isError").asBoolean())
                .as(answer.toString())
                .isTrue();
        assertThat(answer.at("/result/content/0/text").asText()).contains("server literal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"tools\":\"none\"}", "{\"tools\":{\"a\":1}}", "{\"tools\":null}", "{}"})
    void a_list_that_is_no_list_is_an_error_of_the_server_or_empty(String list) {
        literal.saying("tools/list", "\"result\":" + list);

        HttpResponse<String> answer = gateway.get("/mcp/list-tools?mcp_server=literal");

        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 502);
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
