package com.datacline.gateway.shaping;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.GuideFiles;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.routes.InvalidRoutes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shaping routes that break, contradict each other, or change while the gateway runs. */
class ShapingFaultsTest {
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;
    private static Path routes;

    @BeforeAll
    static void start() {
        server = ScriptedServer.builder()
                .tool(ScriptedTool.named("one"))
                .tool(ScriptedTool.named("two"))
                .tool(ScriptedTool.named("three"))
                .tool(ScriptedTool.named("asking").answering(ShapingFaultsTest::asking))
                .start();
        routes = GuideFiles.routesWith(Map.of(
                "shaping/10-broken.camel.yaml",
                route(
                        "breaks",
                        "definition?server=s&tool=one",
                        "throwException: " + "{exceptionType: java.lang.IllegalStateException, message: oh}"),
                "shaping/20-taken.camel.yaml",
                route("takes-a-name", "definition?server=s&tool=two", "to: kamelet:rename-tool?name=three"),
                "shaping/30-text.camel.yaml",
                route("leaves-text", "result?server=s&tool=echo", "setBody: {constant: no JSON}"),
                "shaping/31-later.camel.yaml",
                route("later", "arguments?server=s&tool=three", "to: kamelet:default-argument?name=a&value=later"),
                "shaping/30-sooner.camel.yaml",
                route("sooner", "arguments?server=s", "to: kamelet:default-argument?name=a&value=sooner"),
                "shaping/40-answer.camel.yaml",
                route(
                        "answers",
                        "call?server=s&tool=sleep",
                        "setVariable: {name: answer, constant: "
                                + "'{\"content\":[{\"type\":\"text\",\"text\":\"asleep\"}]}'}"),
                "shaping/50-asks.camel.yaml",
                route("asks", "call?server=s&tool=asking", "to: kamelet:require-approval"),
                "shaping/51-asks-again.camel.yaml",
                route("asks-again", "call?server=s&tool=asking", "to: kamelet:require-approval")));
        gateway = GatewayUnderTest.with()
                .server("s", server.url())
                .set("gateway.routes.folder", routes.toString())
                .start();
        assertThat(gateway.toolNames()).contains("s__three");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    private static String route(String id, String point, String step) {
        return """
                - route:
                    id: %s
                    description: For a test.
                    from:
                      uri: shape:%s
                      steps:
                        - %s
                """.formatted(id, point, step);
    }

    private static ObjectNode asking(JsonNode arguments) {
        return (ObjectNode) json("""
                {"resultType":"input_required","requestState":"of-the-server",
                 "inputRequests":{"q":{"method":"elicitation/create","params":{"message":"and you?",
                 "requestedSchema":{"type":"object","properties":{}}}}}}""");
    }

    @Test
    void a_tool_whose_definition_cannot_be_shaped_is_not_offered_and_health_says_so() {
        assertThat(gateway.toolNames()).doesNotContain("s__one", "s__two").contains("s__three", "s__echo");
        JsonNode health = json(gateway.get("/health").body());
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/servers/s/shaping_problem").asText())
                .contains("the tool one is not offered: route breaks")
                .contains("the tool two is not offered: its new name three is taken");
        assertThat(gateway.call("s__one", "{}").toString()).contains("unknown tool");
    }

    @Test
    void what_is_no_json_object_is_not_passed_on() {
        assertThat(gateway.call("s__echo", "{\"message\":\"m\"}")
                        .at("/error/message")
                        .asText())
                .contains("route leaves-text")
                .contains("left no JSON object");
        assertThat(gateway.journal().getLast().path("outcome").asText()).isEqualTo("internal");
    }

    @Test
    void routes_have_their_say_in_the_order_of_their_files() {
        server.forget();
        gateway.call("s__three", "{}");
        assertThat(server.requests("tools/call")
                        .getFirst()
                        .params()
                        .at("/arguments/a")
                        .asText())
                .isEqualTo("sooner");
    }

    @Test
    void a_route_answers_in_the_servers_place() {
        server.forget();
        assertThat(gateway.call("s__sleep", "{\"ms\":1}")
                        .at("/result/content/0/text")
                        .asText())
                .isEqualTo("asleep");
        assertThat(server.requests("tools/call")).isEmpty();
        assertThat(gateway.journal().getLast().has("cached")).isFalse();
    }

    @Test
    void two_routes_and_the_server_ask_one_after_the_other() {
        server.forget();
        JsonNode first = modern("{}");
        JsonNode second = modern(again(first, "approval"));
        assertThat(second.at("/inputRequests/approval").isObject()).isTrue();
        assertThat(server.requests("tools/call")).isEmpty();
        JsonNode third = modern(again(second, "approval"));
        assertThat(third.at("/inputRequests/q/params/message").asText()).isEqualTo("and you?");
        assertThat(third.path("requestState").asText()).isNotEqualTo("of-the-server");
        JsonNode fourth = modern(again(third, "q"));

        assertThat(server.requests("tools/call")).hasSize(2);
        JsonNode sent = server.requests("tools/call").getLast().params();
        assertThat(sent.path("requestState").asText()).isEqualTo("of-the-server");
        assertThat(sent.at("/inputResponses/q/action").asText()).isEqualTo("accept");
        assertThat(fourth.path("resultType").asText()).isEqualTo("input_required");
    }

    private static String again(JsonNode asked, String key) {
        return "{\"requestState\":" + asked.get("requestState") + ",\"inputResponses\":{\"" + key
                + "\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}}";
    }

    private static JsonNode modern(String more) {
        ObjectNode params = (ObjectNode) json("{\"name\":\"s__asking\",\"arguments\":{}}");
        return new StreamClient(gateway.url("/mcp"))
                .modern(1, "tools/call", params.setAll((ObjectNode) json(more)).toString(), "{\"elicitation\":{}}")
                .last()
                .path("result");
    }

    @Test
    void a_new_file_holds_within_a_moment_and_a_bad_one_changes_nothing() throws IOException {
        Path file = routes.resolve("shaping/90-new.camel.yaml");
        Generations generations = gateway.bean(Generations.class);
        Files.writeString(file, route("new", "definition?server=s&tool=sleep", "to: kamelet:drop-tool"));
        generations.load();
        eventually("the tool is dropped", () -> !gateway.toolNames().contains("s__sleep"));

        Map<String, String> bad = Map.of(
                route("new", "nowhere", "to: kamelet:drop-tool"), "it must be one of definition, arguments",
                route("new", "broadcast?server=s", "to: kamelet:merge-map"), "takes tool and not server",
                route("new", "definition", "to: kamelet:no-such"), "no-such",
                route("new", "definition", "to: kamelet:rename-tool"), "rename-tool",
                route("new", "call", "to: kamelet:cache-result?time=soon"), "cache-result",
                route("new", "definition?sever=s", "to: kamelet:drop-tool"), "sever");
        bad.forEach((text, problem) -> {
            write(file, text);
            assertThatThrownBy(generations::load)
                    .as(text)
                    .isInstanceOf(InvalidRoutes.class)
                    .hasMessageContaining(problem);
        });
        assertThat(gateway.toolNames()).doesNotContain("s__sleep");

        Files.delete(file);
        generations.load();
        eventually("the tool is back", () -> gateway.toolNames().contains("s__sleep"));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_tool_that_a_route_is_about_cannot_be_called_while_nobody_knows_the_servers_tools() {
        try (ScriptedServer silent = ScriptedServer.builder()
                        .tool(ScriptedTool.named("delete_all"))
                        .start();
                GatewayUnderTest other = GatewayUnderTest.with()
                        .server("silent", unlisted(silent).url())
                        .set(
                                "gateway.routes.folder",
                                GuideFiles.routesWith(Map.of(
                                                "shaping/x.camel.yaml",
                                                route("drops", "definition?tool=delete_*", "to: kamelet:drop-tool")))
                                        .toString())
                        .start()) {
            other.toolNames();
            assertThat(other.call("silent__delete_all", "{}").toString()).contains("not offered");
            assertThat(silent.requests("tools/call")).isEmpty();
            assertThat(other.call("silent__echo", "{\"message\":\"m\"}").has("result"))
                    .isTrue();
        }
    }

    private static ScriptedServer unlisted(ScriptedServer server) {
        server.failing("tools/list", Misbehaviour.STATUS_500);
        return server;
    }
}
