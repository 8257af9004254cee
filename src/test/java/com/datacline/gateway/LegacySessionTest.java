package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.door.ClientSessions;
import com.datacline.gateway.fixture.AskingServer;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LegacySessionTest {
    private static final String ELICIT = "{\"method\":\"elicitation/create\",\"params\":{\"message\":\"who?\","
            + "\"requestedSchema\":{\"type\":\"object\",\"properties\":{}},\"x-unknown\":1.0}}";

    private static AskingServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        server = AskingServer.start();
        gateway = GatewayUnderTest.with().server("a", server.url()).start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    private static StreamClient client() {
        return new StreamClient(gateway.url("/mcp"));
    }

    private static String call(String tool, String arguments) {
        return "{\"name\":\"a__" + tool + "\",\"arguments\":" + arguments + "}";
    }

    @Test
    void a_session_is_its_id_until_it_is_deleted() {
        StreamClient client = client().initialize("2025-11-25", "{}");

        assertThat(client.sessionId()).matches("[A-Za-z0-9_-]{32}");
        assertThat(client.request(1, "ping", "{}").last().path("result")).isEmpty();
        assertThat(client.send("DELETE", "").status()).isEqualTo(204);
        Incoming gone = client.request(2, "ping", "{}");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.last().at("/error/message").asText()).contains("initialize a new one");
        assertThat(client.send("DELETE", "").status()).isEqualTo(404);
        assertThat(client.listen().status()).isEqualTo(404);
    }

    @Test
    void an_id_that_nobody_was_given_is_refused() {
        Incoming refused = new StreamClient(gateway.url("/mcp"), "Mcp-Session-Id", "guessed").request(1, "ping", "{}");

        assertThat(refused.status()).isEqualTo(404);
    }

    @Test
    void what_a_server_asks_comes_as_a_request_on_the_stream_of_the_call_and_the_answer_goes_back() {
        StreamClient client = client().initialize("2025-11-25", "{\"elicitation\":{}}");
        Incoming call = client.request(7, "tools/call", call("ask", "{\"questions\":[" + ELICIT + "," + ELICIT + "]}"));

        JsonNode first = call.message(0);
        JsonNode second = call.message(1);
        answer(client, second, "{\"action\":\"decline\"}");
        answer(client, first, "{\"action\":\"accept\",\"content\":{\"n\":1.0}}");

        assertThat(first.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(first.path("params")).isEqualTo(json(ELICIT).path("params"));
        assertThat(first.path("id")).isNotEqualTo(second.path("id"));
        assertThat(json(call.last().at("/result/content/0/text").asText()))
                .isEqualTo(json("[{\"action\":\"accept\",\"content\":{\"n\":1.0}},{\"action\":\"decline\"}]"));
        assertThat(call.last().path("id").asInt()).isEqualTo(7);
    }

    @Test
    void a_server_is_told_what_the_client_declared_and_is_not_let_ask_anything_else() {
        StreamClient client = client().initialize("2025-11-25", "{\"sampling\":{\"x\":1}}");

        Incoming call = client.request(1, "tools/call", call("ask", "{\"questions\":[" + ELICIT + "]}"));

        assertThat(json(call.last().at("/result/content/0/text").asText())
                        .at("/0/code")
                        .asInt())
                .isEqualTo(-32601);
        assertThat(server.sessions())
                .anyMatch(session -> session.at("/capabilities/sampling/x").asInt() == 1);
    }

    @Test
    void progress_and_log_messages_come_before_the_result_and_bear_the_clients_token() {
        StreamClient client = client().initialize("2025-11-25", "{}");
        Incoming call = client.request(
                1, "tools/call", "{\"name\":\"a__progress\",\"arguments\":{},\"_meta\":{\"progressToken\":\"mine\"}}");

        call.awaitEnd();

        assertThat(call.messages()).hasSize(5);
        assertThat(call.messages().subList(0, 3))
                .allMatch(
                        message -> message.at("/params/progressToken").asText().equals("mine"));
        assertThat(call.message(3))
                .isEqualTo(json("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\","
                        + "\"params\":{\"level\":\"warning\",\"data\":{\"n\":1.0}}}"));
        assertThat(call.lines().get(0)).isEqualTo("id: 1-1");
    }

    @Test
    void only_log_messages_of_the_level_that_was_set_come_and_the_server_knows_the_level() {
        StreamClient client = client().initialize("2025-11-25", "{}");
        client.request(1, "logging/setLevel", "{\"level\":\"error\"}").awaitEnd();

        Incoming call = client.request(2, "tools/call", call("progress", "{}"));

        call.awaitEnd();
        assertThat(call.messages()).hasSize(1);
        assertThat(server.heard("logging/setLevel"))
                .anyMatch(message -> message.at("/params/level").asText().equals("error"));
        assertThat(client.request(3, "logging/setLevel", "{\"level\":\"loud\"}")
                        .last()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void a_call_that_is_cancelled_ends_at_the_server_and_is_not_answered() {
        StreamClient client = client().initialize("2025-11-25", "{}");
        int before = server.heard("notifications/cancelled").size();
        Thread asking = Thread.startVirtualThread(() -> {
            Incoming call = client.request("slow", "tools/call", call("wait", "{}"));
            call.awaitEnd();
            assertThat(call.messages()).isEmpty();
        });
        eventually("the server has the call", () -> server.heard("tools/call").stream()
                .anyMatch(call -> call.at("/params/name").asText().equals("wait")));

        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"slow\"}}");

        eventually(
                "the server hears of it",
                () -> server.heard("notifications/cancelled").size() > before);
        eventually("the answer ends", () -> !asking.isAlive());
    }

    @Test
    void a_question_that_the_server_takes_back_is_taken_back_from_the_client() {
        StreamClient client = client().initialize("2025-11-25", "{\"elicitation\":{}}");
        Incoming call = client.request(1, "tools/call", call("withdraw", "{\"question\":" + ELICIT + "}"));

        JsonNode question = call.message(0);
        JsonNode withdrawn = call.message(1);

        assertThat(withdrawn.path("method").asText()).isEqualTo("notifications/cancelled");
        assertThat(withdrawn.at("/params/requestId")).isEqualTo(question.path("id"));
        assertThat(call.last().at("/result/content/0/text").asText()).isEqualTo("withdrawn");
    }

    @Test
    void a_client_that_lost_its_connection_resumes_the_stream_and_hears_the_result() {
        StreamClient client = client().initialize("2025-11-25", "{\"elicitation\":{}}");
        Incoming lost = client.request(1, "tools/call", call("ask", "{\"questions\":[" + ELICIT + "]}"));
        JsonNode question = lost.message(0);
        String seen = lost.lines().get(0).substring(4);
        lost.close();

        Incoming resumed = client.listen("Last-Event-ID", seen);
        assertThat(resumed.message(0)).isEqualTo(question);
        answer(client, question, "{\"action\":\"accept\"}");

        assertThat(resumed.last().at("/result/content/0/text").asText()).contains("accept");
        Incoming again = client.listen("Last-Event-ID", seen);
        assertThat(again.last()).isEqualTo(resumed.last());
        assertThat(client.listen("Last-Event-ID", "77-1").status()).isEqualTo(400);
    }

    @Test
    void a_client_whose_server_wants_to_be_polled_polls_the_gateway() {
        StreamClient client = client().initialize("2025-11-25", "{}");

        Incoming call = client.request(1, "tools/call", call("drop", "{}"));
        call.awaitEnd();
        Incoming rest = client.listen("Last-Event-ID", call.lines().get(0).substring(4));

        assertThat(call.lines()).containsExactly("id: 1-1", "data: ", "", "retry: 50", "");
        assertThat(rest.last().at("/result/content/0/text").asText()).isEqualTo("resumed");
    }

    @Test
    void a_client_of_an_older_revision_is_not_sent_away() {
        StreamClient client = client().initialize("2025-06-18", "{}");

        Incoming call = client.request(1, "tools/call", call("drop", "{}"));

        assertThat(call.last().at("/result/content/0/text").asText()).isEqualTo("resumed");
    }

    @Test
    void the_sessions_stream_tells_of_lists_and_resources_that_change() {
        StreamClient client = client().initialize("2025-11-25", "{}");
        int before = server.streams();
        Incoming stream = client.listen();
        client.request(1, "resources/subscribe", "{\"uri\":\"a://b\"}").awaitEnd();
        eventually("the gateway listens once more", () -> server.streams() > before);

        server.say(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{\"uri\":\"a://b\"}}");
        assertThat(stream.message(0).path("method").asText()).isEqualTo("notifications/resources/updated");
        server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");

        assertThat(stream.message(1).path("method").asText()).isEqualTo("notifications/tools/list_changed");
        assertThat(stream.messages()).hasSize(2);
        stream.close();
    }

    @Test
    void a_stream_that_is_opened_anew_goes_on_where_the_last_one_stopped() {
        StreamClient client = client().initialize("2025-11-25", "{}");
        int before = server.streams();
        Incoming first = client.listen();
        client.request(1, "resources/subscribe", "{\"uri\":\"a://b\"}").awaitEnd();
        eventually("the gateway listens once more", () -> server.streams() > before);
        server.say(updated(1));
        first.message(0);

        Incoming second = client.listen();
        first.awaitEnd();
        server.say(updated(2));

        assertThat(second.message(0).at("/params/n").asInt()).isEqualTo(2);
        Incoming resumed = client.listen("Last-Event-ID", "0-0");
        assertThat(resumed.message(0).at("/params/n").asInt()).isOne();
        assertThat(resumed.message(1).at("/params/n").asInt()).isEqualTo(2);
        resumed.close();
    }

    private static String updated(int n) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{\"uri\":\"a://b\",\"n\":"
                + n + "}}";
    }

    @Test
    void a_server_may_ask_on_the_sessions_stream_too() {
        StreamClient client = client().initialize("2025-11-25", "{\"roots\":{}}");
        int before = server.streams();
        Incoming stream = client.listen();
        client.request(1, "resources/subscribe", "{\"uri\":\"a://b\"}").awaitEnd();
        eventually("the gateway listens once more", () -> server.streams() > before);

        server.say("{\"jsonrpc\":\"2.0\",\"id\":\"r\",\"method\":\"roots/list\"}");
        answer(client, stream.message(0), "{\"roots\":[]}");

        eventually("the server has the answer", () -> server.heard("").stream()
                .anyMatch(said -> said.path("id").asText().equals("r")
                        && said.at("/result").has("roots")));
        stream.close();
    }

    @Test
    void a_server_is_listened_to_from_before_the_first_call_of_a_session() {
        try (AskingServer own = AskingServer.start();
                GatewayUnderTest before =
                        GatewayUnderTest.with().server("a", own.url()).start()) {
            before.toolNames();
            eventually("the gateway itself listens", () -> own.streams() == 1);
            StreamClient client = new StreamClient(before.url("/mcp")).initialize("2025-11-25", "{\"roots\":{}}");

            client.request(1, "tools/call", call("ask", "{\"questions\":[]}")).awaitEnd();
            assertThat(own.streams()).isEqualTo(2);

            client.request(2, "tools/call", call("ask", "{\"questions\":[]}")).awaitEnd();
            assertThat(own.streams()).isEqualTo(2);
        }
    }

    @Test
    void the_sessions_at_servers_end_with_the_clients() {
        StreamClient client = client().initialize("2025-11-25", "{\"experimental\":{\"mark\":{}}}");
        client.request(1, "tools/call", call("progress", "{}")).awaitEnd();
        assertThat(server.sessions())
                .anyMatch(session -> session.at("/capabilities/experimental").has("mark"));

        client.send("DELETE", "");

        eventually("the server's session ends", () -> server.sessions().stream()
                .noneMatch(session -> session.at("/capabilities/experimental").has("mark")));
    }

    @Test
    void what_only_a_session_remembers_is_refused_without_one_and_the_rest_works() {
        StreamClient client = client();

        assertThat(client.request(1, "logging/setLevel", "{\"level\":\"info\"}")
                        .last()
                        .at("/error/message")
                        .asText())
                .contains("needs a session");
        assertThat(client.request(2, "tools/call", call("progress", "{}"))
                        .last()
                        .at("/result/content/0/text")
                        .asText())
                .isEqualTo("done");
    }

    @Test
    void sessions_are_bounded_and_the_oldest_of_a_caller_makes_room() {
        try (GatewayUnderTest small = GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.sessions.most-per-caller", "2")
                .set("gateway.sessions.idle", "2s")
                .start()) {
            StreamClient first = new StreamClient(small.url("/mcp")).initialize("2025-11-25", "{}");
            StreamClient second = new StreamClient(small.url("/mcp")).initialize("2025-11-25", "{}");
            StreamClient third = new StreamClient(small.url("/mcp")).initialize("2025-11-25", "{}");

            assertThat(first.request(1, "ping", "{}").status()).isEqualTo(404);
            assertThat(second.request(1, "ping", "{}").status()).isEqualTo(200);
            assertThat(third.request(1, "ping", "{}").status()).isEqualTo(200);
            eventually(
                    "unused sessions end",
                    () -> small.bean(ClientSessions.class).size() == 0);
        }
    }

    private static void answer(StreamClient client, JsonNode question, String result) {
        client.post("{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id") + ",\"result\":" + result + "}");
    }
}
