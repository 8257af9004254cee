package com.datacline.gateway.tools;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.security.TokenIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tool that is a route gets what every tool gets. */
class ToolJourneyTest {
    private static final String POLICY = """
            default: allow
            rules:
              - {name: closed, action: deny, condition: {mcp_server: routes, tool: closed}}
              - {name: not-ben, action: deny, condition: {user: ben, mcp_server: a, tool: secret}}
            limits:
              - {name: once, condition: {mcp_server: routes, tool: limited}, requests: 1, within: 1d}
              - {name: inner-once, per: [caller], condition: {mcp_server: a, tool: limited}, requests: 1, within: 1d}
            """;
    private static final String TOOLS = """
            - route: {id: t-echo, description: d, from: {uri: "ai-tool:echo", parameters: {description: d, parameter.message: string, \
            parameter.message.required: true}, steps: [{bean: {beanType: com.datacline.gateway.tools.Ran, method: note}}, \
            {setBody: {simple: "said ${header.message}"}}]}}
            - route: {id: t-closed, description: d, from: {uri: "ai-tool:closed?description=d", steps: [{bean: {beanType: \
            com.datacline.gateway.tools.Ran, method: note}}]}}
            - route: {id: t-limited, description: d, from: {uri: "ai-tool:limited?description=d", steps: [{bean: {beanType: \
            com.datacline.gateway.tools.Ran, method: note}}]}}
            - route: {id: t-headers, description: d, from: {uri: "ai-tool:headers", parameters: {description: d, argSchema: \
            '{"properties":{"x":{}},"additionalProperties":true}'}, steps: [{setBody: {simple: \
            "${headers} | ${variable.arguments} | ${variable.caller.name} | ${variable.call.server}"}}]}}
            - route: {id: t-slow, description: d, from: {uri: "ai-tool:slow?description=d", steps: [{bean: {beanType: \
            com.datacline.gateway.tools.Ran, method: "sleep(20000)"}}, {bean: {beanType: \
            com.datacline.gateway.tools.Ran, method: note}}]}}
            - route: {id: t-delayed, description: d, from: {uri: "ai-tool:delayed?description=d", steps: [{delay: {constant: 5000}}, \
            {bean: {beanType: com.datacline.gateway.tools.Ran, method: note}}]}}
            - route: {id: t-stubborn, description: d, from: {uri: "ai-tool:stubborn?description=d", steps: [{bean: {beanType: \
            com.datacline.gateway.tools.Ran, method: "insist(6000)"}}, {bean: {beanType: \
            com.datacline.gateway.tools.Ran, method: note}}]}}
            - route: {id: t-inner-slow, description: d, from: {uri: "ai-tool:inner-slow?description=d", steps: [{to: {uri: "tool:a__sleep", \
            parameters: {argument.ms: 20000}}}, {bean: {beanType: com.datacline.gateway.tools.Ran, method: note}}]}}
            - route: {id: t-secret, description: d, from: {uri: "ai-tool:secret?description=d", steps: [{to: "tool:a__secret"}]}}
            - route: {id: t-inner-limited, description: d, from: {uri: "ai-tool:inner-limited?description=d", steps: \
            [{to: "tool:a__limited"}, {setBody: {constant: "{}"}}, {to: "tool:a__limited"}]}}
            - route: {id: t-tries, description: d, from: {uri: "ai-tool:tries?description=d", steps: [{doTry: {steps: [{to: \
            "tool:a__secret"}], doCatch: [{exception: [com.datacline.gateway.call.CallFailed], steps: [{setBody: {simple: \
            "caught: ${exception.message} / ${variable.call.operation.subject}"}}]}]}}]}}
            - route: {id: t-wide, description: d, from: {uri: "ai-tool:wide", parameters: {description: d, argumentsAsBody: true, \
            parameter.message: string}, steps: [{setBody: {simple: '{"arguments": ${body}}'}}, {to: \
            "tool:broadcast__echo"}]}}
            - route: {id: t-again, description: d, from: {uri: "ai-tool:again?description=d", steps: [{to: "tool:routes__again"}]}}
            - route: {id: t-nobody, description: d, from: {uri: "ai-tool:nobody?description=d", steps: [{setVariable: {name: caller, \
            constant: ana}}, {to: "tool:a__secret"}]}}
            - route: {id: t-gateway, description: d, from: {uri: "ai-tool:gateway?description=d", steps: [{setVariable: {name: caller, \
            method: {beanType: com.datacline.gateway.tools.Ran, method: gateway}}}, {to: "tool:a__secret"}]}}
            - route: {id: t-broken, description: d, from: {uri: "ai-tool:broken?description=d", steps: [{throwException: {exceptionType: \
            java.lang.IllegalStateException, message: "password=hunter2"}}]}}
            - route: {id: t-fails, description: d, from: {uri: "ai-tool:fails?description=d", steps: [{throwException: {exceptionType: \
            com.datacline.gateway.tools.ToolFailed, message: "there is no order 7"}}]}}
            """;

    @TempDir
    private static Path folder;

    private static RoutesFolder routes;
    private static TokenIssuer issuer;
    private static ScriptedServer a;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        a = ScriptedServer.builder()
                .tool(ScriptedTool.named("secret"))
                .tool(ScriptedTool.named("limited"))
                .start();
        routes = new RoutesFolder(folder.resolve("routes")).tool("test", TOOLS);
        gateway = GatewayUnderTest.with()
                .server("a", a.url(), "tags: [all]")
                .entry("routes", "type: routes", "timeout: 3", "tags: [all]")
                .set("gateway.routes.folder", routes.path().toString())
                .set(
                        "gateway.policy.file",
                        Files.writeString(folder.resolve("policy.yaml"), POLICY).toString())
                .set("gateway.catalogue.refresh", "1s")
                .set("gateway.sessions.call-keep-alive", "100ms")
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .start();
        eventually("the tools are there", () -> list().containsAll(List.of("routes__echo", "a__echo")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        a.close();
        issuer.close();
    }

    @BeforeEach
    void forget() {
        Ran.forget();
        a.forget();
    }

    private static StreamClient as(String user) {
        try {
            return new StreamClient(
                    gateway.url("/mcp"), "Authorization", "Bearer " + issuer.token(issuer.good(user, 300)));
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String call(String tool, String arguments) {
        return "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}";
    }

    private static JsonNode ask(String user, String tool, String arguments) {
        return as(user).request(1, "tools/call", call(tool, arguments)).last();
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/content/0/text").asText();
    }

    private static List<String> list() {
        return as("ana")
                .request(1, "tools/list", "{}")
                .last()
                .at("/result/tools")
                .valueStream()
                .map(tool -> tool.path("name").asText())
                .toList();
    }

    private static List<JsonNode> records(String tool) {
        return gateway.journal().stream()
                .filter(record -> record.path("tool_name").asText().equals(tool))
                .toList();
    }

    @Test
    void both_eras_list_it_and_call_it_and_each_call_is_recorded() {
        int before = records("echo").size();
        StreamClient client = as("ana");

        assertThat(client.modern(1, "tools/list", "{}", "{}")
                        .last()
                        .at("/result/tools")
                        .toString())
                .contains("\"routes__echo\"");
        assertThat(text(client.modern(2, "tools/call", call("routes__echo", "{\"message\":\"m\"}"), "{}")
                        .last()))
                .isEqualTo("said m");
        assertThat(text(ask("ana", "routes__echo", "{\"message\":\"l\"}"))).isEqualTo("said l");

        List<JsonNode> records = records("echo");
        assertThat(records).hasSize(before + 2);
        JsonNode record = records.getLast();
        assertThat(record.path("mcp_server").asText()).isEqualTo("routes");
        assertThat(record.path("user").asText()).isEqualTo("ana");
        assertThat(record.path("status").asText()).isEqualTo("success");
        assertThat(record.path("parameters").toString()).contains("\"l\"");
    }

    @Test
    void what_the_policy_denies_never_runs() {
        assertThat(ask("ana", "routes__closed", "{}").toString()).contains("denied");
        assertThat(list()).doesNotContain("routes__closed");
        assertThat(Ran.TIMES).hasValue(0);
        assertThat(records("closed").getLast().path("status").asText()).isEqualTo("denied");
    }

    @Test
    void limits_count_it() {
        assertThat(ask("ana", "routes__limited", "{}").has("result")).isTrue();
        assertThat(ask("ben", "routes__limited", "{}").at("/error/code").asInt())
                .isEqualTo(-32015);
        assertThat(Ran.TIMES).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"message\":7}", "{\"message\":\"m\",\"more\":1}", "{\"message\":null}"})
    void arguments_that_do_not_fit_never_run(String arguments) {
        JsonNode refused = ask("ana", "routes__echo", arguments);

        assertThat(refused.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(refused.at("/error/message").asText()).contains("the arguments do not fit the tool echo");
        assertThat(Ran.TIMES).hasValue(0);
    }

    @Test
    void a_route_sees_its_arguments_and_no_header_of_its_caller_or_of_camel() {
        String seen = text(ask("ana", "routes__headers", "{\"x\":[1,2.50],\"CamelHttpUri\":\"http://e\",\"y\":1}"));

        assertThat(seen).startsWith("{x=[1, 2.50]} | ").endsWith(" | ana | routes");
    }

    @Test
    void it_is_part_of_broadcasts_by_name_and_by_tag() {
        JsonNode byName = ask("ana", "broadcast__echo", "{\"arguments\":{\"message\":\"m\"}}")
                .at("/result/structuredContent/servers");
        JsonNode byTag = ask(
                        "ana", "broadcast__by_tag__all", "{\"tool_name\":\"echo\",\"arguments\":{\"message\":\"m\"}}")
                .at("/result/structuredContent/servers");

        assertThat(byName.fieldNames()).toIterable().containsExactlyInAnyOrder("a", "routes");
        assertThat(byName.path("routes").toString()).contains("said m");
        assertThat(byTag.path("routes").toString()).contains("said m");
        assertThat(Ran.TIMES).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "delayed", "stubborn", "inner-slow"})
    void a_route_that_takes_too_long_is_ended_and_its_caller_hears_so_in_time(String tool) throws Exception {
        long begun = System.nanoTime();
        JsonNode late = ask("ana", "routes__" + tool, "{}");
        long millis = (System.nanoTime() - begun) / 1_000_000;

        assertThat(text(late)).isEqualTo("the tool " + tool + " did not end within 3000 ms");
        assertThat(late.at("/result/isError").asBoolean()).isTrue();
        assertThat(millis).isBetween(2_900L, 4_500L);
        assertThat(records(tool).getLast().path("outcome").asText()).isEqualTo("upstream_timeout");
        Thread.sleep(tool.equals("slow") || tool.equals("inner-slow") ? 100 : 3_500);
        assertThat(Ran.TIMES).as("steps after the end").hasValue(0);
        if (tool.equals("slow")) {
            assertThat(Ran.INTERRUPTED).hasValue(1);
        }
        if (tool.equals("inner-slow")) {
            assertThat(records("sleep").getLast().path("outcome").asText()).isEqualTo("cancelled");
            assertThat(a.abortedConnections()).isEqualTo(1);
        }
        assertThat(text(ask("ana", "routes__echo", "{\"message\":\"still\"}"))).isEqualTo("said still");
    }

    @Test
    void a_client_that_goes_away_ends_the_route() {
        Incoming call = as("ana").modern(1, "tools/call", call("routes__slow", "{}"), "{}");
        call.close();

        eventually("it is interrupted", () -> Ran.INTERRUPTED.get() == 1);
        eventually(
                "it is recorded",
                () -> records("slow").getLast().path("outcome").asText().equals("cancelled"));
        assertThat(Ran.TIMES).hasValue(0);
    }

    @Test
    void a_call_that_is_cancelled_ends_the_route() {
        StreamClient client = as("ana").initialize("2025-11-25", "{}");
        Thread asking = Thread.startVirtualThread(() -> {
            Incoming call = client.request("s", "tools/call", call("routes__slow", "{}"));
            call.awaitEnd();
            assertThat(call.messages()).isEmpty();
        });
        eventually("it runs", () -> Ran.SLEEPING.get() == 1);

        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"s\"}}");

        eventually("it is interrupted", () -> Ran.INTERRUPTED.get() == 1);
        eventually("the answer ends", () -> !asking.isAlive());
        assertThat(records("slow").getLast().path("outcome").asText()).isEqualTo("cancelled");
    }

    @Test
    void a_tool_that_is_called_from_a_route_is_decided_for_the_caller_of_the_route() {
        assertThat(text(ask("ana", "routes__secret", "{}"))).isEqualTo("ok");
        assertThat(a.requests("tools/call")).hasSize(1);

        JsonNode denied = ask("ben", "routes__secret", "{}");
        assertThat(denied.at("/result/isError").asBoolean()).isTrue();
        assertThat(text(denied)).contains("not-ben");
        assertThat(a.requests("tools/call")).hasSize(1);

        List<JsonNode> inner = records("secret").stream()
                .filter(record -> record.path("mcp_server").asText().equals("a"))
                .toList();
        JsonNode last = inner.getLast();
        assertThat(last.path("user").asText()).isEqualTo("ben");
        assertThat(last.path("status").asText()).isEqualTo("denied");
        JsonNode outer = records("secret").getLast();
        assertThat(outer.path("mcp_server").asText()).isEqualTo("routes");
        assertThat(last.path("parent_id")).isEqualTo(outer.path("id"));
        assertThat(outer.has("parent_id")).isFalse();
    }

    @Test
    void a_route_can_catch_that_a_call_failed_and_its_own_call_is_what_it_was() {
        assertThat(text(ask("ben", "routes__tries", "{}")))
                .startsWith("caught: ")
                .contains("not-ben")
                .endsWith(" / tries");
        JsonNode outer = records("tries").getLast();
        assertThat(outer.path("status").asText()).isEqualTo("success");
        assertThat(outer.path("policy_decision").asText()).startsWith("allow");
    }

    @Test
    void a_tool_that_is_called_from_a_route_is_limited_for_the_caller_of_the_route() {
        JsonNode answer = ask("cy", "routes__inner-limited", "{}");

        assertThat(text(answer)).contains("inner-once");
        assertThat(a.requests("tools/call")).hasSize(1);
        assertThat(ask("dan", "routes__inner-limited", "{}").toString()).contains("inner-once");
        assertThat(a.requests("tools/call")).hasSize(2);
    }

    @Test
    void a_route_can_broadcast() {
        JsonNode answer = ask("ana", "routes__wide", "{\"message\":\"far\"}");

        assertThat(answer.at("/result/structuredContent/servers").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("a", "routes");
    }

    @Test
    void a_tool_that_calls_itself_is_stopped() {
        JsonNode answer = ask("ana", "routes__again", "{}");

        assertThat(text(answer)).contains("8 tools have called one another to get here; does one of them call itself?");
        assertThat(records("again")).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "gateway"})
    void a_route_without_a_caller_calls_nothing(String tool) {
        JsonNode answer = ask("ben", "routes__" + tool, "{}");

        assertThat(text(answer)).startsWith("the tool " + tool + " failed; the gateway's log tells more");
        assertThat(a.requests("tools/call")).isEmpty();
    }

    @Test
    void what_breaks_is_an_error_that_tells_no_secret_unless_the_route_means_to() {
        JsonNode broken = ask("ana", "routes__broken", "{}");
        assertThat(broken.at("/result/isError").asBoolean()).isTrue();
        assertThat(broken.toString()).doesNotContain("hunter2", "Exception", "at ");
        assertThat(text(ask("ana", "routes__fails", "{}"))).isEqualTo("there is no order 7");
    }

    @Test
    void a_tool_that_is_edited_is_another_one_with_the_next_generation_and_a_bad_one_changes_nothing()
            throws Exception {
        String yaml =
                "- route: {id: t-new, description: d, from: {uri: \"ai-tool:%s?description=%s\", steps: [{setBody: {constant: \"%s\"}}]}}";
        Generations generations = gateway.bean(Generations.class);
        routes.tool("new", yaml.formatted("fresh", "d", "one"));
        generations.load();
        eventually("it is listed", () -> list().contains("routes__fresh"));
        assertThat(text(ask("ana", "routes__fresh", "{}"))).isEqualTo("one");

        routes.tool("new", yaml.formatted("fresh", "", "two"));
        assertThatThrownBy(generations::load)
                .hasMessageContaining("there is no description")
                .hasMessageContaining("tools/new.camel.yaml");
        assertThat(text(ask("ana", "routes__fresh", "{}"))).isEqualTo("one");
        routes.tool("new", yaml.formatted("echo", "d", "two"));
        assertThatThrownBy(generations::load).hasMessageContaining("two routes are the tool of this name");

        routes.tool("new", yaml.formatted("fresh", "d", "two"));
        generations.load();
        assertThat(text(ask("ana", "routes__fresh", "{}"))).isEqualTo("two");
        routes.without("new");
        generations.load();
        assertThat(ask("ana", "routes__fresh", "{}").has("error")).isTrue();
        eventually("it is gone", () -> !list().contains("routes__fresh"));
    }
}
