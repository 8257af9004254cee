package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.datacline.gateway.fixture.TaskServer;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that become tasks (extension {@code io.modelcontextprotocol/tasks}), and what clients do with them. */
class TasksTest {
    private static final String ABLE = "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";

    private static TaskServer server;
    private static ScriptedServer legacy;
    private static ScriptedServer modern;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        server = TaskServer.start();
        legacy = ScriptedServer.builder()
                .era(Era.LEGACY)
                .answer("tasks/get", request -> (com.fasterxml.jackson.databind.node.ObjectNode)
                        json("{\"taskId\":\"old\",\"status\":\"working\"}"))
                .start();
        modern = ScriptedServer.builder().era(Era.MODERN).start();
        gateway = GatewayUnderTest.with()
                .server("a", server.url())
                .server("off", server.url(), "enabled: false")
                .server("legacy", legacy.url())
                .server("modern", modern.url())
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        legacy.close();
        modern.close();
    }

    /** The id by which everybody, while nobody has to log in, knows a task. */
    private static String name(String server, String id) {
        return gateway.bean(TaskNames.class).of(server, id, Caller.ANONYMOUS);
    }

    private static String sealed(String task) {
        return name(task.substring(0, task.indexOf(' ')), task.substring(task.indexOf(' ') + 1));
    }

    private static Incoming send(String method, String params, String capabilities) {
        return new StreamClient(gateway.url("/mcp")).modern(5, method, params, capabilities);
    }

    private static JsonNode call(String tool) {
        return send("tools/call", "{\"name\":\"a__" + tool + "\",\"arguments\":{}}", ABLE)
                .last();
    }

    private static JsonNode about(String method, String taskId, String more) {
        return send(method, "{\"taskId\":\"" + taskId + "\"" + more + "}", ABLE).last();
    }

    private static JsonNode last(String method) {
        return server.heard(method).getLast().path("params");
    }

    @Test
    void a_task_says_by_its_id_where_it_runs_and_is_found_by_it() {
        JsonNode task = call("start").path("result");
        JsonNode state = about("tasks/get", task.path("taskId").asText(), "").path("result");

        assertThat(task.path("resultType").asText()).isEqualTo("task");
        assertThat(task.path("taskId").asText()).isEqualTo(name("a", TaskServer.ID));
        assertThat(state.path("taskId").asText()).isEqualTo(name("a", TaskServer.ID));
        assertThat(state.path("resultType").asText()).isEqualTo("complete");
        assertThat(last("tasks/get").path("taskId").asText()).isEqualTo(TaskServer.ID);
        assertThat(gateway.journal().getLast().path("task_id").asText()).isEqualTo(TaskServer.ID);
        assertThat(gateway.journal().getLast().path("action").asText()).isEqualTo("get_task");
    }

    @Test
    void what_a_task_asks_and_is_answered_passes_byte_for_byte() {
        String answers = "{\"q 1\":{\"action\":\"accept\",\"content\":{\"taskId\":\"" + name("a", TaskServer.ID)
                + "\",\"n\":1.0,\"e\":1E+2}}}";

        Incoming state = send("tasks/get", "{\"taskId\":\"" + name("a", TaskServer.ID) + "\"}", ABLE);
        JsonNode told = about("tasks/update", name("a", TaskServer.ID), ",\"inputResponses\":" + answers);
        JsonNode ended = about("tasks/cancel", name("a", TaskServer.ID), "");

        state.awaitEnd();
        assertThat(String.join("", state.lines())).contains(TaskServer.STATE);
        assertThat(last("tasks/update").path("inputResponses")).hasToString(answers);
        assertThat(told.at("/result/resultType").asText()).isEqualTo("complete");
        assertThat(told.path("result").has("taskId")).isFalse();
        assertThat(ended.at("/result/resultType").asText()).isEqualTo("complete");
        assertThat(last("tasks/cancel").path("taskId").asText()).isEqualTo(TaskServer.ID);
    }

    @Test
    void a_result_that_only_looks_like_a_task_stays_as_it_is() {
        Incoming plain = send("tools/call", "{\"name\":\"a__plain\",\"arguments\":{}}", ABLE);

        plain.awaitEnd();
        assertThat(String.join("", plain.lines())).contains(TaskServer.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:t:1",
                "a:",
                "a::t:1",
                "a:t",
                "nobody:t:1",
                "t1",
                "sealed a t:2",
                "sealed nobody t:1",
                "sealed legacy old",
                "sealed modern t:1",
                "sealed off t:1"
            })
    void a_task_that_nobody_has_is_invalid_params(String task) {
        String id = task.startsWith("sealed ") ? sealed(task.substring(7)) : task;
        int asked = legacy.requests("tasks/get").size();
        for (String method : new String[] {"tasks/get", "tasks/update", "tasks/cancel"}) {
            JsonNode answer = about(method, id, ",\"inputResponses\":{}");

            assertThat(answer.at("/error/code").asInt()).as(answer.toString()).isEqualTo(-32602);
        }
        assertThat(legacy.requests("tasks/get")).hasSize(asked);
    }

    @Test
    void a_task_of_a_server_that_is_disabled_is_refused_with_the_reason() {
        assertThat(about("tasks/get", name("off", "t:1"), "")
                        .at("/error/message")
                        .asText())
                .contains("off", "disabled");
    }

    @Test
    void a_client_that_did_not_declare_tasks_hears_what_it_lacks() {
        int asked = server.heard("tasks/get").size();
        Incoming get = send("tasks/get", "{\"taskId\":\"" + name("a", TaskServer.ID) + "\"}", "{}");
        Incoming listen = send(
                "subscriptions/listen",
                "{\"notifications\":{\"taskIds\":[\"" + name("a", TaskServer.ID) + "\"]}}",
                "{}");
        Incoming start = send("tools/call", "{\"name\":\"a__start\",\"arguments\":{}}", "{}");

        for (Incoming refused : new Incoming[] {get, listen, start}) {
            assertThat(refused.last().at("/error/code").asInt()).isEqualTo(-32021);
            assertThat(refused.last().at("/error/data/requiredCapabilities")).isEqualTo(json(ABLE));
            assertThat(refused.status()).isEqualTo(400);
        }
        assertThat(server.heard("tasks/get")).hasSize(asked);
    }

    @Test
    void a_task_that_no_client_could_follow_is_a_fault_of_the_server() {
        JsonNode result = send("tools/call", "{\"name\":\"a__reckless\",\"arguments\":{}}", "{}")
                .last()
                .path("result");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText()).contains("server a", "io.modelcontextprotocol/tasks");
        assertThat(result.has("taskId")).isFalse();
    }

    @Test
    void a_legacy_client_hears_why_it_cannot_have_a_tool_that_needs_tasks() {
        StreamClient client = new StreamClient(gateway.url("/mcp"));
        Incoming hello = client.post("""
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":\
                {"tasks":{},"extensions":{"io.modelcontextprotocol/tasks":{},"x/y":{}}},\
                "clientInfo":{"name":"t","version":"1"}}}""");
        assertThat(hello.last().at("/result/capabilities").has("extensions")).isFalse();

        StreamClient session = new StreamClient(gateway.url("/mcp"), "Mcp-Session-Id", hello.header("mcp-session-id"));
        Incoming start = session.request(1, "tools/call", "{\"name\":\"a__start\",\"arguments\":{}}");

        assertThat(start.last().at("/error/code").asInt()).isEqualTo(-32021);
        assertThat(start.last().path("error").toString())
                .contains("start becomes a task", "io.modelcontextprotocol/tasks");
        assertThat(start.status()).isEqualTo(200);
        assertThat(last("tools/call").path("_meta").path("io.modelcontextprotocol/clientCapabilities"))
                .isEqualTo(json("{\"extensions\":{\"x/y\":{}}}"));
        assertThat(session.request(2, "tasks/get", "{\"taskId\":\"" + name("a", TaskServer.ID) + "\"}")
                        .last()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32601);
    }

    @Test
    void a_legacy_server_is_not_told_of_clients_that_know_tasks() {
        JsonNode answer = send("tools/call", "{\"name\":\"legacy__echo\",\"arguments\":{\"message\":\"x\"}}", ABLE)
                .last();

        assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("x");
        assertThat(legacy.requests("initialize")).allSatisfy(request -> assertThat(
                        request.params().path("capabilities").has("extensions"))
                .isFalse());
    }

    @Test
    void the_gateway_offers_the_extension_to_those_who_can_use_it() {
        assertThat(send("server/discover", "{}", "{}").last().at("/result/capabilities/extensions"))
                .isEqualTo(json("{\"io.modelcontextprotocol/tasks\":{}}"));
    }

    @Test
    void tools_that_need_tasks_may_be_listed_for_those_only_who_know_them() {
        assertThat(last("tools/list")
                        .path("_meta")
                        .path("io.modelcontextprotocol/clientCapabilities")
                        .path("extensions"))
                .isEqualTo(json("{\"io.modelcontextprotocol/tasks\":{}}"));
    }

    @Test
    void how_a_task_is_comes_on_the_stream_of_its_call_under_the_same_id() {
        Incoming call = send("tools/call", "{\"name\":\"a__telling\",\"arguments\":{}}", ABLE);

        assertThat(call.last().at("/result/taskId").asText()).isEqualTo(name("a", TaskServer.ID));
        assertThat(call.message(0).path("method").asText()).isEqualTo("notifications/tasks");
        assertThat(call.message(0).at("/params/taskId").asText()).isEqualTo(name("a", TaskServer.ID));
        assertThat(String.join("", call.lines())).contains(TaskServer.STATE);
    }

    @Test
    void who_listens_to_a_task_hears_of_it_and_of_no_other() {
        Incoming listening = send(
                "subscriptions/listen",
                "{\"notifications\":{\"taskIds\":[\"" + name("a", TaskServer.ID)
                        + "\",\"a:t:1\",\"" + sealed("a t:2") + "\",\"" + sealed("nobody t:1") + "\",\""
                        + sealed("off t:1")
                        + "\",\"" + sealed("legacy old") + "\",\"" + sealed("modern t:1") + "\"]}}",
                ABLE);

        assertThat(listening.message(0).at("/params/notifications"))
                .isEqualTo(json("{\"taskIds\":[\"" + name("a", TaskServer.ID) + "\"]}"));
        eventually("the gateway listens for it", () -> server.listening().size() == 1);
        assertThat(server.listening().getFirst().at("/notifications/taskIds"))
                .isEqualTo(json("[\"" + TaskServer.ID + "\"]"));
        server.tell("t:2");
        server.tell(TaskServer.ID);

        JsonNode told = listening.message(1);
        assertThat(told.at("/params/taskId").asText()).isEqualTo(name("a", TaskServer.ID));
        assertThat(told.at("/params/_meta").path("io.modelcontextprotocol/subscriptionId"))
                .isEqualTo(json("5"));
        assertThat(String.join("", listening.lines())).contains(TaskServer.STATE);
        listening.close();
        eventually("it ends with the client", () -> {
            server.tell(TaskServer.ID);
            return server.listening().isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"a\"", "[7]", "{\"a\":\"b\"}"})
    void ids_to_listen_to_are_a_list_of_texts(String ids) {
        JsonNode answer = send("subscriptions/listen", "{\"notifications\":{\"taskIds\":" + ids + "}}", ABLE)
                .last();

        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32602);
    }
}
