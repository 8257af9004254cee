package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.AskingServer;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A modern client before a legacy server that asks: the question becomes a result, the retry goes on with the held call. */
class TranslationTest {
    private static final String ELICIT = "{\"method\":\"elicitation/create\",\"params\":{\"message\":\"who?\","
            + "\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}";
    private static final String ROOTS = "{\"method\":\"roots/list\",\"params\":{}}";
    private static final String ABLE = "{\"elicitation\":{},\"roots\":{}}";

    private static AskingServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        server = AskingServer.start();
        gateway = GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.upstream.input-patience", "3s")
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    private static JsonNode ask(String questions, String more, String capabilities) {
        return ask("", questions, more, capabilities).last();
    }

    private static Incoming ask(String mark, String questions, String more, String capabilities) {
        return new StreamClient(gateway.url("/mcp"))
                .modern(
                        5,
                        "tools/call",
                        "{\"name\":\"a__ask\",\"arguments\":{\"mark\":\"" + mark + "\",\"questions\":[" + questions
                                + "]}" + more + "}",
                        capabilities);
    }

    private static String retry(JsonNode result, String responses) {
        return ",\"requestState\":" + result.at("/result/requestState") + ",\"inputResponses\":" + responses;
    }

    @Test
    void a_question_becomes_a_result_and_the_answer_resumes_the_call() {
        int calls = server.heard("tools/call").size();
        JsonNode asked = ask(ELICIT, "", ABLE);

        assertThat(asked.at("/result/resultType").asText()).isEqualTo("input_required");
        assertThat(asked.at("/result/inputRequests/input_1")).isEqualTo(json(ELICIT));

        JsonNode done =
                ask(ELICIT, retry(asked, "{\"input_1\":{\"action\":\"accept\",\"content\":{\"n\":1.0}}}"), ABLE);

        assertThat(done.at("/result/resultType").asText()).isEqualTo("complete");
        assertThat(json(done.at("/result/content/0/text").asText()))
                .isEqualTo(json("[{\"action\":\"accept\",\"content\":{\"n\":1.0}}]"));
        assertThat(server.heard("tools/call")).hasSize(calls + 1);
    }

    @Test
    void several_questions_come_in_one_result() {
        JsonNode asked = ask(ELICIT + "," + ROOTS, "", ABLE);

        assertThat(asked.at("/result/inputRequests")).hasSize(2);
        JsonNode done = ask(
                ELICIT + "," + ROOTS,
                retry(asked, "{\"input_1\":{\"action\":\"cancel\"},\"input_2\":{\"roots\":[]}}"),
                ABLE);
        assertThat(done.at("/result/content/0/text").asText()).contains("cancel", "roots");
    }

    @Test
    void an_answer_that_lacks_something_or_is_none_is_asked_again() {
        JsonNode asked = ask(ELICIT, "", ABLE);

        JsonNode again = ask(ELICIT, retry(asked, "{\"input_1\":12345}"), ABLE);
        JsonNode third = ask(ELICIT, retry(again, "{}"), ABLE);
        JsonNode done = ask(ELICIT, retry(third, "{\"input_1\":{\"action\":\"decline\"}}"), ABLE);

        assertThat(again.at("/result/resultType").asText()).isEqualTo("input_required");
        assertThat(third.at("/result/inputRequests")).isEqualTo(asked.at("/result/inputRequests"));
        assertThat(done.at("/result/content/0/text").asText()).contains("decline");
    }

    @Test
    void a_state_is_worth_nothing_for_another_request_nor_twice_nor_made_up() {
        JsonNode asked = ask(ELICIT, "", ABLE);
        String answer = retry(asked, "{\"input_1\":{\"action\":\"accept\"}}");

        JsonNode other = ask("other", ELICIT, answer, ABLE).last();
        JsonNode done = ask(ELICIT, answer, ABLE);
        JsonNode twice = ask(ELICIT, answer, ABLE);
        JsonNode forged = ask(ELICIT, ",\"requestState\":\"AAAA\",\"inputResponses\":{}", ABLE);

        assertThat(other.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(done.at("/result/resultType").asText()).isEqualTo("complete");
        assertThat(twice.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(forged.at("/error/message").asText()).contains("requestState", "call again");
    }

    @Test
    void urls_that_a_server_wants_visited_first_are_a_result_too() {
        StreamClient client = new StreamClient(gateway.url("/mcp"));
        String call = "{\"name\":\"a__url\",\"arguments\":{}}";

        Incoming unable = client.modern(1, "tools/call", "{\"name\":\"a__url\",\"arguments\":{\"x\":1}}", ABLE);
        JsonNode asked = client.modern(2, "tools/call", call, "{\"elicitation\":{\"url\":{}}}")
                .last();
        JsonNode done = client.modern(3, "tools/call", call, "{\"elicitation\":{\"url\":{}}}")
                .last();

        assertThat(unable.last()
                        .at("/error/data/requiredCapabilities/elicitation")
                        .has("url"))
                .isTrue();
        assertThat(asked.at("/result/inputRequests/input_1/params"))
                .isEqualTo(json("{\"mode\":\"url\",\"url\":\"https://x.example/\",\"message\":\"log in\"}"));
        assertThat(done.at("/result/content/0/text").asText()).isEqualTo("been there");
    }

    @Test
    void a_client_is_not_asked_what_it_did_not_declare() {
        Incoming refused = ask("", ELICIT, "", "{\"roots\":{}}");

        assertThat(refused.last().at("/error/code").asInt()).isEqualTo(-32021);
        assertThat(refused.last().at("/error/data/requiredCapabilities").has("elicitation"))
                .isTrue();
        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void a_call_whose_client_does_not_come_back_is_cancelled_at_the_server_and_recorded() {
        JsonNode asked = ask("abandoned", ELICIT, "", ABLE).last();
        int cancelled = server.heard("notifications/cancelled").size();

        eventually(
                "the server is told",
                () -> server.heard("notifications/cancelled").size() > cancelled);
        eventually("it is recorded", () -> gateway.journal().stream()
                .anyMatch(record -> record.path("outcome").asText().equals("input_expired")
                        && record.at("/parameters/mark").asText().equals("abandoned")));
        JsonNode late =
                ask("abandoned", ELICIT, retry(asked, "{\"input_1\":{}}"), ABLE).last();
        assertThat(late.at("/error/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void only_so_many_calls_wait_at_a_server() {
        try (GatewayUnderTest small = GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.upstream.max-held", "1")
                .start()) {
            small.toolNames();
            StreamClient client = new StreamClient(small.url("/mcp"));
            String call = "{\"name\":\"a__ask\",\"arguments\":{\"questions\":[" + ELICIT + "]}}";

            JsonNode first = client.modern(1, "tools/call", call, ABLE).last();
            JsonNode second = client.modern(2, "tools/call", call, ABLE).last();

            assertThat(first.at("/result/resultType").asText()).isEqualTo("input_required");
            assertThat(second.toString()).contains("too many calls wait");
        }
    }

    @Test
    void a_client_that_goes_away_cancels_its_call() {
        int before = server.heard("notifications/cancelled").size();
        Incoming call = new StreamClient(gateway.url("/mcp"))
                .modern(1, "tools/call", "{\"name\":\"a__wait\",\"arguments\":{}}", "{}");

        call.close();

        eventually(
                "the server hears of it",
                () -> server.heard("notifications/cancelled").size() > before);
    }

    @Test
    void log_messages_come_if_they_are_asked_for_and_progress_too() {
        StreamClient client = new StreamClient(gateway.url("/mcp"));

        Incoming plain = client.modern(1, "tools/call", "{\"name\":\"a__progress\",\"arguments\":{}}", "{}");
        Incoming full = client.modern(
                2,
                "tools/call",
                "{\"name\":\"a__progress\",\"arguments\":{},\"_meta\":{\"progressToken\":7,"
                        + "\"io.modelcontextprotocol/logLevel\":\"info\"}}",
                "{}");

        assertThat(plain.last().at("/result/content/0/text").asText()).isEqualTo("done");
        assertThat(plain.messages()).hasSize(1);
        assertThat(full.last().at("/result/content/0/text").asText()).isEqualTo("done");
        assertThat(full.messages()).hasSize(5);
        assertThat(full.lines()).noneMatch(line -> line.startsWith("id:"));
    }

    @Test
    void who_listens_hears_what_was_agreed_on_and_only_that() {
        StreamClient client = new StreamClient(gateway.url("/mcp"));
        int before = server.streams();
        Incoming listening = client.modern(
                9,
                "subscriptions/listen",
                "{\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"a://b\",\"no://such\"]}}",
                "{}");

        JsonNode first = listening.message(0);
        assertThat(first.path("method").asText()).isEqualTo("notifications/subscriptions/acknowledged");
        assertThat(first.at("/params/notifications"))
                .isEqualTo(json("{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"a://b\"]}"));
        eventually("the gateway listens once more", () -> server.streams() > before);
        server.say(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{\"uri\":\"a://b\"}}");
        listening.message(1);
        server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/prompts/list_changed\"}");
        server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");

        assertThat(listening.message(2).path("method").asText()).isEqualTo("notifications/tools/list_changed");
        assertThat(listening.messages()).allSatisfy(message -> assertThat(
                        message.at("/params/_meta").path("io.modelcontextprotocol/subscriptionId"))
                .isEqualTo(json("9")));
        int open = server.sessions().size();
        listening.close();
        server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        eventually("what servers kept for it ends", () -> {
            server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            return server.sessions().size() < open;
        });
    }
}
