package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.AnyJson;
import com.datacline.gateway.fixture.LiteralServer;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever JSON goes through the gateway comes out as the same text, digit by digit and member by member, in each pair of
 * eras; {@code l} and {@code m} are the eras of client and server. Only what docs/reference/protocol.md names may differ.
 */
class LosslessPropertyTest {
    private static final int ROUNDS = 15;
    private static final int ENTRIES = 25;
    private static final String CAPABILITIES =
            "{\"tools\":{},\"prompts\":{},\"resources\":{},\"completions\":{},\"logging\":{}}";
    private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    private static final String ABLE = "{\"elicitation\":{}}";

    private static final Map<String, String> KNOWN = Map.of(
            "tools", "\"name\":\"%st%d\",\"inputSchema\":{\"type\":\"object\"}",
            "prompts", "\"name\":\"%sp%d\"",
            "resources", "\"uri\":\"t://%s/%d\",\"name\":\"r\"",
            "resourceTemplates", "\"uriTemplate\":\"u://%s/%d/{x}\",\"name\":\"t\"");
    private static final Map<String, String> METHODS = Map.of(
            "tools", "tools/list",
            "prompts", "prompts/list",
            "resources", "resources/list",
            "resourceTemplates", "resources/templates/list");

    private static LiteralServer legacy;
    private static LiteralServer modern;
    private static GatewayUnderTest gateway;
    private static StreamClient session;

    @BeforeAll
    static void start() {
        legacy = offering("l")
                .saying(
                        "initialize",
                        "\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":" + CAPABILITIES
                                + ",\"serverInfo\":{\"name\":\"l\",\"version\":\"1\"}}");
        modern = offering("m")
                .saying(
                        "server/discover",
                        "\"result\":{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":"
                                + CAPABILITIES + "}");
        gateway = GatewayUnderTest.with()
                .server("l", legacy.url())
                .server("m", modern.url())
                .start();
        session = new StreamClient(gateway.url("/mcp")).initialize("2025-11-25", ABLE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        legacy.close();
        modern.close();
    }

    private static LiteralServer offering(String server) {
        LiteralServer literal = LiteralServer.start();
        KNOWN.keySet().forEach(items -> literal.saying(METHODS.get(items), list(server, items)));
        return literal;
    }

    /** The same list each time for the same server. */
    private static String list(String server, String items) {
        AnyJson any = new AnyJson((server + items).hashCode());
        List<String> entries = IntStream.range(0, ENTRIES)
                .mapToObj(i -> "{" + KNOWN.get(items).formatted(server, i) + ",\"_meta\":" + any.object()
                        + ",\"x-any\":" + any.value() + ",\"annotations\":" + any.object() + ",\"\":" + any.value()
                        + "}")
                .toList();
        return "\"result\":{\"ttlMs\":0,\"cacheScope\":\"private\",\"" + items + "\":[" + String.join(",", entries)
                + "]}";
    }

    @ParameterizedTest
    @CsvSource({"l, l", "l, m", "m, l", "m, m"})
    void list_entries(String client, String server) {
        for (String items : KNOWN.keySet()) {
            List<String> expected = new ArrayList<>();
            json("{" + list(server, items) + "}").at("/result/" + items).forEach(entry -> {
                boolean named = items.equals("tools") || items.equals("prompts");
                String name = (named ? server + "__" : "") + entry.path("name").asText();
                expected.add(((ObjectNode) entry).put("name", name).toString());
            });

            assertThat(listed(client, items)).containsSubsequence(expected);
        }
    }

    private static List<String> listed(String client, String items) {
        List<String> seen = new ArrayList<>();
        String cursor = "{}";
        while (!cursor.isEmpty()) {
            JsonNode result = ask(client, METHODS.get(items), cursor).path("result");
            result.path(items).forEach(entry -> seen.add(entry.toString()));
            cursor = result.has("nextCursor") ? "{\"cursor\":" + result.get("nextCursor") + "}" : "";
        }
        return seen;
    }

    @ParameterizedTest
    @CsvSource({"l, l", "l, m", "m, l", "m, m"})
    void results_and_arguments(String client, String server) {
        AnyJson any = new AnyJson(3);
        for (int round = 0; round < ROUNDS; round++) {
            String arguments = any.object();
            String more = ",\"_meta\":" + any.object() + ",\"x-any\":" + any.value();
            assertResult(
                    client,
                    server,
                    "tools/call",
                    "{\"name\":\"" + server + "__" + server + "t0\",\"arguments\":" + arguments + "}",
                    "{\"content\":" + any.objects() + ",\"structuredContent\":" + any.value() + more + "}");
            assertThat(server(server).messages("tools/call").getLast().at("/params/arguments"))
                    .hasToString(json(arguments).toString());
            assertResult(
                    client,
                    server,
                    "prompts/get",
                    "{\"name\":\"" + server + "__" + server + "p0\"}",
                    "{\"messages\":" + any.objects() + more + "}");
            assertResult(
                    client,
                    server,
                    "resources/read",
                    "{\"uri\":\"t://" + server + "/0\"}",
                    "{\"contents\":" + any.objects() + more + "}");
            assertResult(
                    client,
                    server,
                    "completion/complete",
                    "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"" + server + "__" + server + "p0\"},"
                            + "\"argument\":{\"name\":\"a\",\"value\":\"\"}}",
                    "{\"completion\":" + any.object() + more + "}");
        }
    }

    private static void assertResult(String client, String server, String method, String params, String result) {
        server(server).saying(method, "\"result\":" + result);
        ObjectNode seen = (ObjectNode) ask(client, method, params).path("result");
        assertThat(known(seen)).as(result).isEqualTo(known((ObjectNode) json(result)));
    }

    /** What the gateway adds for a modern client is not looked at. */
    private static String known(ObjectNode result) {
        result.remove(List.of("resultType", "ttlMs", "cacheScope"));
        if (result.get("_meta") instanceof ObjectNode meta) {
            meta.remove(SERVER_INFO);
        }
        return result.toString();
    }

    @ParameterizedTest
    @CsvSource({"l, l", "l, m", "m, l", "m, m"})
    void notifications(String client, String server) {
        AnyJson any = new AnyJson(4);
        server(server).saying("tools/call", "\"result\":{\"content\":[]}");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String progress =
                        ",\"progress\":1.0,\"total\":1e400,\"x\":" + any.value() + ",\"_meta\":" + any.object() + "}";
                List<String> others = List.of(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"error\",\"data\":"
                                + any.value() + ",\"logger\":\"\",\"_meta\":" + any.object() + "}}",
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x/own\",\"params\":" + any.object() + "}");
                server(server)
                        .telling(
                                "tools/call",
                                call -> List.of(
                                        progressed(
                                                call.at("/params/_meta/progressToken")
                                                        .toString(),
                                                progress),
                                        others.get(0),
                                        others.get(1)));

                Incoming call = send(
                        client,
                        "tools/call",
                        "{\"name\":\"" + server + "__" + server + "t0\",\"arguments\":{},"
                                + "\"_meta\":{\"progressToken\":\"mine\",\"io.modelcontextprotocol/logLevel\":\"debug\"}}");
                call.awaitEnd();

                assertThat(call.messages().stream().limit(3).map(JsonNode::toString))
                        .containsExactly(
                                json(progressed("\"mine\"", progress)).toString(),
                                json(others.get(0)).toString(),
                                json(others.get(1)).toString());
            }
        } finally {
            server(server).telling("tools/call", call -> List.of());
        }
    }

    private static String progressed(String token, String rest) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":" + token
                + rest + "}";
    }

    @ParameterizedTest
    @CsvSource({"l, l", "l, m", "m, l", "m, m"})
    void questions_and_answers(String client, String server) {
        AnyJson any = new AnyJson(5);
        String call = "{\"name\":\"" + server + "__" + server + "t0\",\"arguments\":{}";
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String params = "{\"message\":\"who?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":"
                        + any.object() + "},\"_meta\":" + any.object() + ",\"x-any\":" + any.value() + "}";
                String answer =
                        "{\"action\":\"accept\",\"content\":" + any.object() + ",\"x-any\":" + any.value() + "}";
                String id = client + server + round;
                String state = "s\\u0000\ud83d\ude00" + round;
                asking(server, id, params, state);

                Incoming first = send(client, "tools/call", call + "}");
                if (client.equals("l")) {
                    JsonNode question = first.message(0);
                    assertThat(question.path("params")).hasToString(json(params).toString());
                    session.post("{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id") + ",\"result\":" + answer + "}")
                            .awaitEnd();
                    first.awaitEnd();
                } else {
                    JsonNode result = first.last().path("result");
                    JsonNode requests = result.path("inputRequests");
                    assertThat(requests.elements().next().path("params"))
                            .hasToString(json(params).toString());
                    send(
                                    client,
                                    "tools/call",
                                    call + ",\"requestState\":" + result.get("requestState") + ",\"inputResponses\":{\""
                                            + requests.fieldNames().next() + "\":" + answer + "}}")
                            .awaitEnd();
                }

                assertThat(answered(server, id)).hasToString(json(answer).toString());
                if (server.equals("m")) {
                    assertThat(modern.messages("tools/call").getLast().at("/params/requestState"))
                            .isEqualTo(json("\"" + state + "\""));
                }
            }
        } finally {
            server(server).telling("tools/call", asked -> List.of());
        }
    }

    private static void asking(String server, String id, String params, String state) {
        if (server.equals("l")) {
            legacy.telling(
                    "tools/call",
                    call -> List.of("{\"jsonrpc\":\"2.0\",\"id\":\"" + id
                            + "\",\"method\":\"elicitation/create\",\"params\":" + params + "}"));
            legacy.saying("tools/call", call -> {
                eventually("the answer is there", () -> !answered("l", id).isMissingNode());
                return "\"result\":{\"content\":[]}";
            });
        } else {
            modern.saying(
                    "tools/call",
                    call -> call.path("params").has("inputResponses")
                            ? "\"result\":{\"resultType\":\"complete\",\"content\":[]}"
                            : "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"" + id
                                    + "\":{\"method\":\"elicitation/create\",\"params\":" + params
                                    + "}},\"requestState\":\"" + state + "\"}");
        }
    }

    private static JsonNode answered(String server, String id) {
        if (server.equals("m")) {
            return modern.messages("tools/call").getLast().at("/params/inputResponses/" + id);
        }
        return legacy.messages("").stream()
                .filter(message -> message.path("id").asText().equals(id))
                .map(message -> message.path("result"))
                .reduce((first, last) -> last)
                .orElse(MissingNode.getInstance());
    }

    private static LiteralServer server(String name) {
        return name.equals("l") ? legacy : modern;
    }

    private static JsonNode ask(String client, String method, String params) {
        return send(client, method, params).last();
    }

    private static Incoming send(String client, String method, String params) {
        return client.equals("l")
                ? session.request(1, method, params)
                : new StreamClient(gateway.url("/mcp")).modern(1, method, params, ABLE);
    }
}
