package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.Fault;
import com.datacline.gateway.fixture.FaultProxy;
import com.datacline.gateway.fixture.FaultProxy.Wrong;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final String READ = "echo";
    private static final String WRITE = "sleep";

    private ScriptedServer server;
    private FaultProxy proxy;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() {
        server = ScriptedServer.builder()
                .tool(ScriptedTool.echo().failing(Misbehaviour.STATUS_500).renamed("echo_500"))
                .tool(ScriptedTool.echo()
                        .answering(ScriptedTool.text("no").put("isError", true))
                        .renamed("echo_no"))
                .list("resources/list", "{\"uri\":\"a://b\",\"name\":\"b\"}")
                .answer("resources/read", request ->
                        (ObjectNode) GatewayUnderTest.json("{\"contents\":[{\"uri\":\"a://b\",\"text\":\"c\"}]}"))
                .start();
        proxy = FaultProxy.inFrontOf(server.url());
        gateway = GatewayUnderTest.with()
                .server("one", proxy.url(), "timeout: 3")
                .server("once", proxy.url(), "retry: false")
                .server("often", proxy.url(), "retry: {attempts: 5, backoff: 0.01, multiplier: 1, jitter: 0}")
                .server("slowly", proxy.url(), "retry: {backoff: 1, jitter: 0}")
                .set("gateway.catalogue.refresh", "10m")
                .set("gateway.upstream.retry.backoff", "20ms")
                .start();
        gateway.toolNames();
        call("one", READ);
        call("once", READ);
        call("often", READ);
        call("slowly", READ);
        server.forget();
    }

    @AfterEach
    void stop() {
        gateway.close();
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Wrong.class,
            names = {"RESET", "HALF_CLOSE"})
    void a_tool_that_only_reads_is_asked_again_when_there_was_no_answer(Wrong wrong) {
        proxy.once(wrong);

        HttpResponse<String> answer = call("one", READ);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(server.requests("tools/call")).hasSize(2);
        assertThat(last().path("outcome").asText()).isEqualTo("success");
        assertThat(last().path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void a_resource_is_read_again() {
        proxy.once(Wrong.RESET);

        HttpResponse<String> answer = gateway.get("/mcp/read-resource?mcp_server=one&uri=a://b");

        assertThat(server.requests("resources/read")).as(answer.body()).hasSize(2);
        assertThat(last().path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void a_tool_that_may_change_something_is_not() {
        proxy.once(Wrong.RESET);

        HttpResponse<String> answer = call("one", WRITE);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(server.requests("tools/call")).hasSize(1);
        assertThat(last().has("attempts")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void a_tool_that_only_reads_is_asked_again_when_what_stands_before_the_server_says_that_it_is_away(int status) {
        server.failingOnce("tools/call", Fault.status(status));

        HttpResponse<String> answer = call("one", READ);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(server.requests("tools/call")).hasSize(2);
        assertThat(last().path("attempts").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void a_tool_that_may_change_something_is_not_even_then(int status) {
        server.failingOnce("tools/call", Fault.status(status));

        HttpResponse<String> answer = call("one", WRITE);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("HTTP " + status);
        assertThat(server.requests("tools/call")).hasSize(1);
        assertThat(last().has("attempts")).isFalse();
    }

    @Test
    void a_server_that_says_when_to_come_back_is_not_asked_before_and_the_caller_hears_it() {
        server.failingOnce("tools/call", Fault.status(503, "30"));

        HttpResponse<String> answer = call("one", READ);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(server.requests("tools/call")).hasSize(1);
        assertThat(last().has("attempts")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"one, 0", "one, soon", "slowly, 1"})
    void it_is_asked_again_when_the_pause_is_long_enough_for_it_or_it_says_nothing_of_use(String at, String after) {
        server.failingOnce("tools/call", Fault.status(503, after));

        assertThat(call(at, READ).statusCode()).isEqualTo(200);
        assertThat(last().path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void a_server_that_is_away_when_it_is_to_shake_hands_is_asked_again() {
        try (ScriptedServer legacy = ScriptedServer.builder().era(Era.LEGACY).start();
                GatewayUnderTest other = GatewayUnderTest.with()
                        .server("one", legacy.url())
                        .set("gateway.catalogue.refresh", "10m")
                        .start()) {
            other.toolNames();
            call(other, "one", READ);
            legacy.expireSessions();
            legacy.failingOnce("initialize", Fault.status(503));

            HttpResponse<String> answer = call(other, "one", READ);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(other.journal().getLast().path("attempts").asInt()).isEqualTo(2);
        }
    }

    @Test
    void what_the_server_itself_says_is_an_answer() {
        call("one", "echo_500");
        call("one", "echo_no");
        server.failing("tools/call", Misbehaviour.GARBAGE_JSON);
        call("one", READ);

        assertThat(server.requests("tools/call")).hasSize(3);
        assertThat(gateway.journal()).noneMatch(record -> record.has("attempts"));
    }

    @Test
    void time_that_is_over_does_not_come_back() {
        proxy.play(Wrong.BLACK_HOLE);

        HttpResponse<String> answer = call("one", READ);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(504);
        assertThat(last().has("attempts")).isFalse();
        assertThat(last().path("duration_ms").asLong()).isBetween(2_900L, 3_900L);
    }

    @Test
    void it_ends_after_as_many_attempts_as_the_entry_says() {
        proxy.play(Wrong.REFUSE);

        assertThat(call("one", READ).statusCode()).isEqualTo(502);
        assertThat(last().path("attempts").asInt()).isEqualTo(3);
        assertThat(last().path("outcome").asText()).isEqualTo("upstream_unreachable");
        assertThat(call("often", READ).statusCode()).isEqualTo(502);
        assertThat(last().path("attempts").asInt()).isEqualTo(5);
        assertThat(call("once", READ).statusCode()).isEqualTo(502);
        assertThat(last().has("attempts")).isFalse();
    }

    @Test
    void a_server_that_is_left_alone_is_not_asked_again() {
        gateway.close();
        gateway = GatewayUnderTest.with()
                .server("one", proxy.url(), "circuit_breaker: {window: 2, minimum_calls: 2, open: 60}")
                .set("gateway.catalogue.refresh", "10m")
                .start();
        gateway.toolNames();
        call("one", READ);
        proxy.play(Wrong.REFUSE);

        HttpResponse<String> answer = call("one", READ);

        assertThat(GatewayUnderTest.json(answer.body()).path("code").asText()).isEqualTo("upstream_unreachable");
        assertThat(last().path("attempts").asInt(1)).isLessThan(3);
        assertThat(GatewayUnderTest.json(call("one", READ).body()).path("code").asText())
                .isEqualTo("circuit_open");
    }

    private JsonNode last() {
        return gateway.journal().getLast();
    }

    private HttpResponse<String> call(String at, String tool) {
        return call(gateway, at, tool);
    }

    private static HttpResponse<String> call(GatewayUnderTest gateway, String at, String tool) {
        return gateway.post(
                "/mcp/invoke?mcp_server=" + at,
                "{\"tool_name\":\"" + tool + "\",\"parameters\":{\"message\":\"x\",\"ms\":0}}");
    }
}
