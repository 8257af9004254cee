package com.datacline.gateway.shaping;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.GuideFiles;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The policy decides about what is sent, by the server's own names, whatever callers see. */
class ShapingPolicyTest {
    private static ScriptedServer a;
    private static ScriptedServer b;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        a = ScriptedServer.builder()
                .tool(ScriptedTool.named("wipe"))
                .tool(ScriptedTool.named("find"))
                .start();
        b = ScriptedServer.builder().tool(ScriptedTool.named("search")).start();
        Path policy = Files.writeString(Files.createTempDirectory("policy").resolve("policy.yaml"), """
                default: allow
                rules:
                  - {name: no-wipe, action: deny, condition: {tool_name_pattern: wipe}}
                  - {name: not-in-prod, action: deny, condition: {arguments: {env: prod}}}
                """);
        gateway = GatewayUnderTest.with()
                .server("a", a.url())
                .server("b", b.url())
                .set("gateway.policy.file", policy.toString())
                .set(
                        "gateway.routes.folder",
                        GuideFiles.routesWith(Map.of(
                                        "shaping/x.camel.yaml",
                                        route("renames-wipe", "definition?tool=wipe", "rename-tool?name=tidy")
                                                + route(
                                                        "renames-find",
                                                        "definition?server=a&tool=find",
                                                        "rename-tool?name=search")
                                                + route(
                                                        "sets-env",
                                                        "arguments?server=a&tool=echo",
                                                        "default-argument?name=env&value=prod&always=true")))
                                .toString())
                .start();
        assertThat(gateway.toolNames()).contains("a__search", "b__search");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        a.close();
        b.close();
    }

    private static String route(String id, String point, String kamelet) {
        return """
                - route:
                    id: %s
                    description: For a test.
                    from:
                      uri: shape:%s
                      steps:
                        - to: kamelet:%s
                """.formatted(id, point, kamelet);
    }

    @Test
    void a_forbidden_tool_stays_forbidden_under_another_name() {
        assertThat(gateway.toolNames()).doesNotContain("a__tidy", "a__wipe");
        JsonNode answer = json(gateway.post("/mcp/invoke?mcp_server=a", "{\"tool_name\":\"tidy\"}")
                .body());
        assertThat(answer.path("code").asText()).isEqualTo("denied");
        assertThat(gateway.journal().getLast().path("tool_name").asText()).isEqualTo("wipe");
        assertThat(a.requests("tools/call")).isEmpty();
    }

    @Test
    void the_decision_is_about_the_arguments_that_would_be_sent() {
        JsonNode answer = gateway.call("a__echo", "{\"message\":\"m\",\"env\":\"test\"}");
        assertThat(answer.at("/error/message").asText()).contains("not-in-prod");
        assertThat(gateway.journal().getLast().at("/parameters/env").asText()).isEqualTo("prod");
    }

    @Test
    void tools_of_one_new_name_are_called_together_each_by_its_own() {
        assertThat(gateway.toolNames()).contains("broadcast__search");
        JsonNode answer = gateway.call("broadcast__search", "{\"arguments\":{\"q\":1}}");
        assertThat(answer.at("/result/structuredContent/successful").asInt()).isEqualTo(2);
        assertThat(a.requests("tools/call").getLast().tool()).isEqualTo("find");
        assertThat(b.requests("tools/call").getLast().tool()).isEqualTo("search");
        assertThat(gateway.get("/tools").body()).contains("\"search\"").doesNotContain("\"find\"");
    }
}
