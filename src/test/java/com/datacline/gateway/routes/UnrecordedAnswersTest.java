package com.datacline.gateway.routes;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project's routes without the step that records, forced past the rules: what was not recorded does not go out. */
class UnrecordedAnswersTest {
    private static final String APPEND = "bean: {ref: recorder, method: append}";
    private static final String HELLO = "{\"message\": \"hello there\"}";

    private static ScriptedServer a;
    private static ScriptedServer b;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        a = ScriptedServer.start();
        b = ScriptedServer.start();
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
    }

    @Test
    void with_the_step_everything_is_answered() {
        try (GatewayUnderTest gateway = gateway()) {
            assertThat(call(gateway).has("result")).isTrue();
            assertThat(list(gateway).path("result").path("tools")).isNotEmpty();
            assertThat(successes(broadcast(gateway))).isEqualTo(2);
            assertThat(gateway.get("/tools").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_call_that_its_servers_route_did_not_record_is_not_answered() {
        try (GatewayUnderTest gateway = without("50-upstream.camel.yaml", 0)) {
            refused(call(gateway));
            JsonNode broadcast = broadcast(gateway);
            assertThat(successes(broadcast)).isZero();
            assertThat(broadcast.toString()).contains("not recorded").doesNotContain("hello there");
            assertThat(invoke(gateway)).contains("not recorded", "internal").doesNotContain("hello there");
            assertThat(list(gateway).has("result")).isTrue();
        }
    }

    @Test
    void a_list_that_was_not_recorded_is_not_answered() {
        try (GatewayUnderTest gateway = without("20-list.camel.yaml", 0)) {
            refused(list(gateway));
            assertThat(gateway.get("/resources").statusCode()).isEqualTo(500);
            assertThat(call(gateway).has("result")).isTrue();
        }
    }

    @Test
    void a_broadcast_that_was_not_recorded_is_not_answered_although_its_legs_were() {
        try (GatewayUnderTest gateway = without("40-broadcast.camel.yaml", 0)) {
            refused(broadcast(gateway));
            assertThat(gateway.journal()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(call(gateway).has("result")).isTrue();
        }
    }

    @Test
    void a_list_of_tools_that_was_not_recorded_is_not_answered() {
        try (GatewayUnderTest gateway = without("11-rest.camel.yaml", 0)) {
            assertThat(gateway.get("/tools").statusCode()).isEqualTo(500);
            assertThat(gateway.get("/tools").body()).contains("not recorded").doesNotContain("echo");
        }
    }

    @Test
    void without_the_step_anywhere_nothing_but_errors_goes_out() {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        Map.of(
                        "50-upstream.camel.yaml", 1,
                        "40-broadcast.camel.yaml", 1,
                        "30-call.camel.yaml", 1,
                        "20-list.camel.yaml", 1,
                        "11-rest.camel.yaml", 1,
                        "10-mcp.camel.yaml", 2,
                        "00-doors.camel.yaml", 3)
                .forEach((file, times) -> {
                    for (int i = 0; i < times; i++) {
                        routes.replace(file, APPEND, 0, "log: {message: gone}");
                    }
                });
        try (GatewayUnderTest gateway = start(folder)) {
            int before = a.requests("tools/call").size();
            refused(call(gateway));
            refused(list(gateway));
            refused(broadcast(gateway));
            assertThat(gateway.call("a__nothing", "{}").has("result")).isFalse();
            assertThat(invoke(gateway)).doesNotContain("hello there");
            assertThat(gateway.get("/tools").body()).doesNotContain("echo");
            assertThat(a.requests("tools/call").size())
                    .as("the calls were made")
                    .isGreaterThan(before);
        }
    }

    private GatewayUnderTest without(String file, int occurrence) {
        RouteFolder.copiedTo(folder).replace(file, APPEND, occurrence, "log: {message: gone}");
        return start(folder);
    }

    private static GatewayUnderTest gateway() {
        return start(Path.of("routes"));
    }

    private static GatewayUnderTest start(Path routes) {
        GatewayUnderTest gateway = GatewayUnderTest.with()
                .server("a", a.url())
                .server("b", b.url())
                .set("gateway.routes.folder", routes.toString())
                .set("gateway.routes.enforce-rules", "false")
                .start();
        eventually("both servers are known", () -> {
            JsonNode servers = json(gateway.get("/health").body()).path("servers");
            return servers.at("/a/tools").asInt() > 0 && servers.at("/b/tools").asInt() > 0;
        });
        return gateway;
    }

    private static void refused(JsonNode response) {
        assertThat(response.has("result")).as("%s", response).isFalse();
        assertThat(response.at("/error/code").asInt()).isEqualTo(-32603);
        assertThat(response.at("/error/message").asText()).contains("not recorded");
    }

    private static JsonNode call(GatewayUnderTest gateway) {
        return gateway.call("a__echo", HELLO);
    }

    private static JsonNode list(GatewayUnderTest gateway) {
        return gateway.mcp("tools/list", JsonNodeFactory.instance.objectNode());
    }

    private static JsonNode broadcast(GatewayUnderTest gateway) {
        return gateway.call("broadcast__echo", "{\"arguments\": " + HELLO + "}");
    }

    private static int successes(JsonNode broadcast) {
        return broadcast.at("/result/structuredContent/successful").asInt();
    }

    private static String invoke(GatewayUnderTest gateway) {
        return gateway.post("/mcp/invoke?mcp_server=a", "{\"tool_name\": \"echo\", \"parameters\": " + HELLO + "}")
                .body();
    }
}
