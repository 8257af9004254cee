package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.upstream.Breakers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that dies in the middle of a call is a server that breaks off: retries and the circuit breaker hear of it. */
class StdioRetryIT {
    @TempDir
    static Path folder;

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.with()
                .set("gateway.stdio.enabled", "true")
                .set("gateway.catalogue.refresh", "10m")
                .entry("legacy", scripted("legacy", "legacy"))
                .entry("modern", scripted("modern", "modern"))
                .entry("writes", scripted("writes", "legacy"))
                .entry("talks", scripted("talks", "legacy"))
                .entry("frail", scripted("frail", "legacy", "circuit_breaker: {window: 2, minimum_calls: 2, open: 60}"))
                .entry("calm", scripted("calm", "legacy", "circuit_breaker: {window: 1, minimum_calls: 1, open: 60}"))
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void a_tool_that_only_reads_is_asked_again_of_the_next_process(String server) {
        HttpResponse<String> answer = invoke(server, "die-once");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer.body()).at("/result/content/0/text").asText()).isEqualTo("lived");
        assertThat(asked(server, "die-once")).isEqualTo(2);
        assertThat(last().path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void a_tool_that_may_change_something_is_not() {
        HttpResponse<String> answer = invoke("writes", "die");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("broke off").contains("exit code 3");
        assertThat(asked("writes", "die")).isEqualTo(1);
        assertThat(last().has("attempts")).isFalse();
    }

    @Test
    void one_that_said_something_before_is_not_either() {
        HttpResponse<String> answer = invoke("talks", "die-talking");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(asked("talks", "die-talking")).isEqualTo(1);
        assertThat(last().has("attempts")).isFalse();
    }

    @Test
    void one_that_dies_in_every_call_is_left_alone() {
        invoke("frail", "die");
        invoke("frail", "die");

        HttpResponse<String> refused = invoke("frail", "echo");

        assertThat(gateway.bean(Breakers.class).state("frail")).isEqualTo("open");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(json(refused.body()).path("code").asText()).isEqualTo("circuit_open");
    }

    @Test
    void a_call_that_is_cancelled_says_nothing_of_its_program() {
        StreamClient client = new StreamClient(gateway.url("/mcp")).initialize("2025-11-25", "{}");
        Thread.startVirtualThread(
                () -> client.request("long", "tools/call", "{\"name\":\"calm__never\",\"arguments\":{}}"));
        eventually("it is under way", () -> asked("calm", "never") == 1);

        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"long\"}}");

        eventually("it has ended", () -> last().path("outcome").asText().equals("cancelled"));
        assertThat(gateway.bean(Breakers.class).state("calm")).isEqualTo("closed");
        assertThat(invoke("calm", "echo").statusCode()).isEqualTo(200);
    }

    private static String[] scripted(String name, String era, String... more) {
        return Stream.of(
                        Stream.of(NodeProcess.scripted(era)),
                        Stream.of("env: {SEEN: \"" + folder.resolve(name) + "\"}"),
                        Stream.of(more))
                .flatMap(keys -> keys)
                .toArray(String[]::new);
    }

    private static HttpResponse<String> invoke(String server, String tool) {
        return gateway.post(
                "/mcp/invoke?mcp_server=" + server,
                "{\"tool_name\":\"" + tool + "\",\"parameters\":{\"message\":\"x\"}}");
    }

    /** Returns how often a tool was called at the program itself. */
    private static long asked(String server, String tool) {
        try (Stream<String> lines = Files.lines(folder.resolve(server))) {
            return lines.map(GatewayUnderTest::json)
                    .filter(line -> line.path("method").asText().equals("tools/call"))
                    .filter(line -> line.at("/params/name").asText().equals(tool))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode last() {
        return gateway.journal().getLast();
    }
}
