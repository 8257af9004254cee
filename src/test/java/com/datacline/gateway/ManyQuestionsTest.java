package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.AskingServer;
import com.datacline.gateway.fixture.LiteralServer;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many callers are asked at the same time and answer in any order: each call goes on with its own client's answer. */
class ManyQuestionsTest {
    private static final String ABLE = "{\"elicitation\":{}}";

    private static AskingServer legacy;
    private static LiteralServer modern;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        legacy = AskingServer.start();
        modern = LiteralServer.start()
                .saying(
                        "server/discover",
                        "\"result\":{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}}}")
                .saying("tools/call", ManyQuestionsTest::modernTool);
        gateway = GatewayUnderTest.with()
                .server("l", legacy.url())
                .server("m", modern.url())
                .start();
        assertThat(gateway.toolNames()).contains("l__ask", "m__t");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        legacy.close();
        modern.close();
    }

    /** Asks twice, and answers with what it was told, together with its state. */
    private static String modernTool(JsonNode call) {
        JsonNode params = call.path("params");
        String mark = params.at("/arguments/mark").asText();
        String state = params.path("requestState").asText();
        return state.equals("second-" + mark)
                ? "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
                        + params.at("/inputResponses/q/content/said").asText() + "\"}]}"
                : "\"result\":{\"resultType\":\"input_required\",\"requestState\":\""
                        + (state.isEmpty() ? "first-" : "second-") + mark + "\",\"inputRequests\":{\"q\":"
                        + question(mark)
                        + "}}";
    }

    private static String question(String mark) {
        return "{\"method\":\"elicitation/create\",\"params\":{\"message\":\"" + mark
                + "\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}";
    }

    private static String call(String server, int n) {
        String mark = server + n;
        return server.equals("l")
                ? "{\"name\":\"l__ask\",\"arguments\":{\"mark\":\"" + mark + "\",\"questions\":[" + question(mark)
                        + "]}"
                : "{\"name\":\"m__t\",\"arguments\":{\"mark\":\"" + mark + "\"}";
    }

    private static String said(String server, int n) {
        return "{\"action\":\"accept\",\"content\":{\"said\":\"I am " + server + n + "\"}}";
    }

    @ParameterizedTest
    @CsvSource({"l, 100", "m, 100"})
    void modern_clients(String server, int callers) {
        List<JsonNode> waiting = atOnce(callers, n -> modern(n, call(server, n) + "}"));
        waiting = server.equals("l") ? waiting : answered(server, waiting);

        List<JsonNode> done = answered(server, waiting);

        for (int n = 0; n < callers; n++) {
            assertThat(done.get(n).at("/result/content/0/text").asText()).matches("(?s).*I am " + server + n + "\\b.*");
        }
    }

    /** Each caller sees its own question and answers it, all at once. */
    private static List<JsonNode> answered(String server, List<JsonNode> waiting) {
        return atOnce(waiting.size(), n -> {
            JsonNode result = waiting.get(n).path("result");
            JsonNode requests = result.path("inputRequests");
            assertThat(requests.elements().next().at("/params/message").asText())
                    .isEqualTo(server + n);
            return modern(
                    n,
                    call(server, n) + ",\"requestState\":" + result.get("requestState") + ",\"inputResponses\":{\""
                            + requests.fieldNames().next() + "\":" + said(server, n) + "}}");
        });
    }

    private static JsonNode modern(int id, String params) {
        return new StreamClient(gateway.url("/mcp"))
                .modern(id, "tools/call", params, ABLE)
                .last();
    }

    @ParameterizedTest
    @CsvSource({"l, true", "l, false", "m, true", "m, false"})
    void legacy_clients(String server, boolean oneSession) {
        int callers = 16;
        StreamClient shared = session();
        List<StreamClient> clients = IntStream.range(0, callers)
                .mapToObj(n -> oneSession ? shared : session())
                .toList();
        List<Incoming> calls = atOnce(callers, n -> clients.get(n).request(n, "tools/call", call(server, n) + "}"));

        for (int round = 0; round < (server.equals("l") ? 1 : 2); round++) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, callers).boxed().toList());
            for (Incoming call : calls) {
                call.message(round);
            }
            Collections.shuffle(order, new Random(round));
            for (int n : order) {
                JsonNode asked = calls.get(n).message(round);
                assertThat(asked.at("/params/message").asText()).isEqualTo(server + n);
                clients.get(n)
                        .post("{\"jsonrpc\":\"2.0\",\"id\":" + asked.get("id") + ",\"result\":" + said(server, n)
                                + "}");
            }
        }

        for (int n = 0; n < callers; n++) {
            JsonNode last = calls.get(n).last();
            assertThat(last.path("id").asInt()).isEqualTo(n);
            assertThat(last.at("/result/content/0/text").asText()).matches("(?s).*I am " + server + n + "\\b.*");
        }
    }

    @Test
    void an_answer_by_another_session_is_no_answer() {
        StreamClient asked = session();
        StreamClient other = session();
        Incoming call = asked.request(1, "tools/call", call("l", 1) + "}");
        JsonNode question = call.message(0);

        other.post("{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id") + ",\"result\":" + said("l", 2) + "}")
                .awaitEnd();
        asked.post("{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id") + ",\"result\":" + said("l", 1) + "}")
                .awaitEnd();

        assertThat(call.last().at("/result/content/0/text").asText()).contains("I am l1");
    }

    private static StreamClient session() {
        return new StreamClient(gateway.url("/mcp")).initialize("2025-11-25", ABLE);
    }

    /** Does something for each number at the same time. */
    private static <T> List<T> atOnce(int times, IntFunction<T> task) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int n = 0; n < times; n++) {
                int number = n;
                tasks.add(() -> task.apply(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
