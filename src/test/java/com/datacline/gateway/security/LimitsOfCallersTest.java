package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.AskingServer;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits of a policy at all doors, each caller with tokens of its own. */
class LimitsOfCallersTest {
    private static final String ECHO = "{\"name\":\"a__echo\",\"arguments\":{\"message\":\"hi\"}}";
    private static final String SLEEP = "{\"name\":\"slow__sleep\",\"arguments\":{\"ms\":%d}}";
    private static final String ASK = "{\"name\":\"asking__ask\",\"arguments\":{\"questions\":[%s]}%s}";
    private static final String QUESTION = "{\"method\":\"elicitation/create\",\"params\":{\"message\":\"who?\","
            + "\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}";

    private static TokenIssuer issuer;
    private static ScriptedServer a;
    private static ScriptedServer b;
    private static ScriptedServer slow;
    private static AskingServer asking;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        ScriptedTool crowd = ScriptedTool.named("crowd").after(Duration.ofMillis(5));
        a = ScriptedServer.builder().tool(crowd).start();
        b = ScriptedServer.start();
        slow = ScriptedServer.start();
        asking = AskingServer.start();
        Path policy = Files.writeString(Files.createTempDirectory("limits").resolve("policy.yaml"), """
                default: allow
                limits:
                  - {name: three-a-day, per: [caller], condition: {tool: echo}, requests: 3, within: 1d}
                  - {name: one-at-once, per: [caller, tool], condition: {mcp_server: [slow, asking]}, concurrent: 1}
                  - {name: five-at-once, condition: {tool: crowd}, concurrent: 5}
                """);
        gateway = GatewayUnderTest.with()
                .server("a", a.url())
                .server("b", b.url())
                .server("slow", slow.url(), "timeout: 2")
                .server("asking", asking.url())
                .set("gateway.policy.file", policy.toString())
                .set("gateway.sessions.call-keep-alive", "100ms")
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .start();
        eventually("the catalogue is known", () -> as("nobody")
                .request(1, "tools/list", "{}")
                .last()
                .path("result")
                .toString()
                .contains("asking__ask"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        a.close();
        b.close();
        slow.close();
        asking.close();
        issuer.close();
    }

    @Test
    void a_legacy_client_hears_an_error_that_says_when_to_come_back() {
        a.forget();
        for (int call = 0; call < 3; call++) {
            assertThat(as("leo").request(call, "tools/call", ECHO).last().has("result"))
                    .isTrue();
        }
        refused(as("leo").request(4, "tools/call", ECHO));

        assertThat(a.requests("tools/call")).hasSize(3);
        assertThat(as("lea").request(5, "tools/call", ECHO).last().has("result"))
                .isTrue();
    }

    @Test
    void a_modern_client_hears_the_same_and_the_record_names_the_limit() {
        a.forget();
        for (int call = 0; call < 3; call++) {
            assertThat(as("mo").modern(call, "tools/call", ECHO, "{}").last().has("result"))
                    .isTrue();
        }
        refused(as("mo").modern(4, "tools/call", ECHO, "{}"));

        assertThat(a.requests("tools/call")).hasSize(3);
        List<JsonNode> records = recordsOf("mo");
        assertThat(records).hasSize(4);
        JsonNode last = records.getLast();
        assertThat(last.path("outcome").asText()).isEqualTo("rate_limited");
        assertThat(last.path("status").asText()).isEqualTo("denied");
        assertThat(last.path("response_status").asInt()).isEqualTo(429);
        assertThat(last.path("error").asText()).startsWith("limit \"three-a-day\" (policy.yaml:3)");
        assertThat(last.path("mcp_server").asText()).isEqualTo("a");
        assertThat(gateway.bean(MeterRegistry.class)
                        .get("gateway.calls")
                        .tag("outcome", "rate_limited")
                        .counters())
                .isNotEmpty();
    }

    @Test
    void over_rest_it_is_429() {
        a.forget();
        String body = "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"hi\"}}";
        for (int call = 0; call < 3; call++) {
            assertThat(rest("ron", body).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = rest("ron", body);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused.body()).path("code").asText()).isEqualTo("rate_limited");
        long seconds = json(refused.body()).path("retry_after").asLong();
        assertThat(seconds).isBetween(1L, 28_800L);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue(String.valueOf(seconds));
        assertThat(a.requests("tools/call")).hasSize(3);
        assertThat(rest("rob", body).statusCode()).isEqualTo(200);
    }

    @Test
    void each_leg_of_a_broadcast_counts_and_a_refused_one_is_an_entry() {
        a.forget();
        b.forget();
        String broadcast = "{\"name\":\"broadcast__echo\",\"arguments\":{\"arguments\":{\"message\":\"hi\"}}}";
        JsonNode first = as("bea").request(1, "tools/call", broadcast).last();
        JsonNode second = as("bea").request(2, "tools/call", broadcast).last();

        assertThat(first.at("/result/structuredContent/successful").asInt()).isEqualTo(3);
        assertThat(second.at("/result/isError").asBoolean()).isTrue();
        JsonNode entry = second.at("/result/structuredContent/servers/a");
        assertThat(entry.path("status").asText()).isEqualTo("denied");
        assertThat(entry.path("code").asText()).isEqualTo("rate_limited");
        assertThat(entry.path("retry_after").asLong()).isPositive();
        assertThat(a.requests("tools/call")).hasSize(1);
        assertThat(b.requests("tools/call")).hasSize(1);
        assertThat(recordsOf("bea")).hasSize(8);
    }

    @Test
    void a_call_that_runs_into_its_time_limit_makes_room() throws Exception {
        slow.forget();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<JsonNode> hanging = threads.submit(() ->
                    as("tim").request(1, "tools/call", SLEEP.formatted(60_000)).last());
            eventually("it has begun", () -> slow.requests("tools/call").size() == 1);

            Incoming refused = as("tim").request(2, "tools/call", SLEEP.formatted(0));
            assertThat(refused.last().at("/error/code").asInt()).isEqualTo(-32015);
            assertThat(refused.last().at("/error/data/retryAfter").asInt()).isEqualTo(1);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(as("tom")
                            .request(3, "tools/call", SLEEP.formatted(0))
                            .last()
                            .has("result"))
                    .isTrue();
            assertThat(hanging.get().toString()).contains("upstream_timeout");
        }
        assertThat(as("tim").request(4, "tools/call", SLEEP.formatted(0)).last().has("result"))
                .isTrue();
    }

    @Test
    void a_client_that_goes_away_makes_room() {
        String wait = "{\"name\":\"asking__wait\",\"arguments\":{}}";
        Incoming open = as("guy").modern(1, "tools/call", wait, "{}");
        assertThat(as("guy")
                        .modern(2, "tools/call", wait, "{}")
                        .last()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32015);
        open.close();

        eventually("there is room again", () -> {
            Incoming next = as("guy").modern(3, "tools/call", wait, "{}");
            boolean admitted = next.header("content-type").startsWith("text/event-stream");
            next.close();
            return admitted;
        });
    }

    @Test
    void a_call_that_waits_for_its_client_takes_no_room() {
        String able = "{\"elicitation\":{}}";
        JsonNode asked = as("eve")
                .modern(1, "tools/call", ASK.formatted(QUESTION, ""), able)
                .last();
        JsonNode other =
                as("eve").modern(2, "tools/call", ASK.formatted("", ""), able).last();
        String answer = ",\"requestState\":" + asked.at("/result/requestState")
                + ",\"inputResponses\":{\"input_1\":{\"action\":\"accept\"}}";
        JsonNode done = as("eve")
                .modern(3, "tools/call", ASK.formatted(QUESTION, answer), able)
                .last();

        assertThat(asked.at("/result/resultType").asText()).isEqualTo("input_required");
        assertThat(other.has("result")).isTrue();
        assertThat(done.at("/result/content/0/text").asText()).contains("accept");
    }

    @Test
    void of_a_thousand_calls_no_more_than_five_run_at_once_and_each_is_answered() throws Exception {
        a.forget();
        StreamClient client = as("flo");
        List<Future<JsonNode>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
            for (int call = 0; call < 1_000; call++) {
                int id = call;
                answers.add(threads.submit(
                        () -> client.request(id, "tools/call", "{\"name\":\"a__crowd\",\"arguments\":{}}")
                                .last()));
            }
        }
        int passed = 0;
        for (Future<JsonNode> answer : answers) {
            JsonNode said = answer.get();
            assertThat(said.has("result") || said.at("/error/code").asInt() == -32015)
                    .as(said.toString())
                    .isTrue();
            passed += said.has("result") ? 1 : 0;
        }

        assertThat(a.mostAtOnce("crowd")).isBetween(2, 5);
        assertThat(a.requests("tools/call")).hasSize(passed);
        assertThat(recordsOf("flo")).hasSize(1_000);
        assertThat(client.request(1, "tools/call", "{\"name\":\"a__crowd\",\"arguments\":{}}")
                        .last()
                        .has("result"))
                .isTrue();
    }

    private static void refused(Incoming answer) {
        JsonNode error = answer.last().path("error");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(error.path("code").asInt()).as(answer.lines().toString()).isEqualTo(-32015);
        assertThat(error.at("/data/code").asText()).isEqualTo("rate_limited");
        assertThat(error.at("/data/retryAfter").asLong()).isBetween(1L, 28_800L);
        assertThat(answer.header("Retry-After"))
                .isEqualTo(error.at("/data/retryAfter").asText());
        assertThat(error.path("message").asText())
                .startsWith("limit \"three-a-day\" (policy.yaml:3) allows each caller 3 requests within 86400s");
    }

    private static List<JsonNode> recordsOf(String user) {
        return gateway.journal().stream()
                .filter(record -> record.path("user").asText().equals(user)
                        && record.path("action").asText().startsWith("invoke_tool"))
                .toList();
    }

    private static HttpResponse<String> rest(String user, String body) {
        return gateway.send(
                "POST",
                "/mcp/invoke?mcp_server=a",
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token(user));
    }

    private static StreamClient as(String user) {
        return new StreamClient(gateway.url("/mcp"), "Authorization", "Bearer " + token(user));
    }

    private static String token(String user) {
        try {
            return issuer.token(claims -> claims.issuer(issuer.issuer())
                    .audience("http://localhost:8000/mcp")
                    .subject(user)
                    .claim("preferred_username", user)
                    .expirationTime(Date.from(Instant.now().plusSeconds(300))));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
