package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyJourneyTest {
    private static final String POLICY = """
            default: allow
            rules:
              - {name: hidden, action: deny, condition: {mcp_server: [vault, spare]}}
              - {name: no-wipe, action: deny, condition: {mcp_server: beta, tool: wipe}}
              - {name: not-prod, action: deny, condition: {mcp_server: beta, arguments: {env: prod}}}
              - {name: nobody, action: deny, condition: {tool: nothing}}
            """;

    @TempDir
    private static Path folder;

    private static ScriptedServer alpha;
    private static ScriptedServer beta;
    private static ScriptedServer vault;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        alpha = server("wipe", "nothing");
        beta = server("wipe", "nothing");
        vault = server("unseal", "nothing");
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        gateway = GatewayUnderTest.with()
                .server("alpha", alpha.url(), "tags: [all]")
                .server("beta", beta.url(), "tags: [all]")
                .server("vault", vault.url(), "tags: [all]")
                .server("spare", vault.url(), "enabled: false")
                .set("gateway.policy.file", folder.resolve("policy.yaml").toString())
                .start();
        eventually("all have told", () -> gateway.get("/health").body().contains("\"status\":\"healthy\""));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        List.of(alpha, beta, vault).forEach(ScriptedServer::close);
    }

    @BeforeEach
    void forget() {
        List.of(alpha, beta, vault).forEach(ScriptedServer::forget);
    }

    @Test
    void a_hint_names_nothing_that_is_hidden() {
        assertThat(gateway.call("vault__unseel", "{}").toString()).doesNotContain("did you mean", "unseal");
        assertThat(gateway.call("alpha__wype", "{}").toString()).contains("alpha__wipe");
        assertThat(gateway.call("beta__wype", "{}").toString()).doesNotContain("beta__wipe");
        assertThat(rest("valt", "{\"tool_name\":\"x\"}"))
                .contains("unknown_server")
                .doesNotContain("vault");
        assertThat(rest("alpa", "{\"tool_name\":\"x\"}")).contains("did you mean \\\"alpha\\\"");
        assertThat(rest("beta", "{\"tool_name\":\"wype\"}"))
                .contains("unknown_tool")
                .doesNotContain("wipe");
        assertThat(rest("spare", "{\"tool_name\":\"x\"}"))
                .contains("unknown_server")
                .doesNotContain("disabled");
    }

    @Test
    void resources_that_several_servers_have_are_those_of_the_servers_that_are_seen() {
        String which = gateway.get("/resources/read?uri=shared://x").body();

        assertThat(which).contains("mcp-server://alpha/", "mcp-server://beta/").doesNotContain("vault");
    }

    @Test
    void a_broadcast_to_all_goes_where_it_may_go() {
        JsonNode all = json(gateway.post("/tools/wipe/invoke", "{}").body());
        assertThat(all.toString()).doesNotContain("beta", "denied");
        assertThat(calls(alpha)).isOne();
        assertThat(calls(beta)).isZero();

        JsonNode prod = gateway.call("broadcast__echo", "{\"arguments\":{\"message\":\"m\",\"env\":\"prod\"}}")
                .at("/result/structuredContent/servers");
        assertThat(prod.fieldNames()).toIterable().containsExactly("alpha");
        JsonNode test = gateway.call(
                        "broadcast__by_tag__all", "{\"tool_name\":\"echo\",\"arguments\":{\"message\":\"m\"}}")
                .at("/result/structuredContent/servers");
        assertThat(test.fieldNames()).toIterable().containsExactly("alpha", "beta");
        assertThat(calls(vault)).isZero();
    }

    @Test
    void a_server_that_is_named_is_answered_for_itself_and_recorded() {
        JsonNode servers = gateway.call("broadcast__wipe", "{\"servers\":[\"alpha\",\"beta\",\"vault\"]}")
                .at("/result/structuredContent/servers");

        assertThat(servers.at("/alpha/status").asText()).isEqualTo("success");
        assertThat(servers.at("/beta/status").asText()).isEqualTo("denied");
        assertThat(calls(beta)).isZero();
        assertThat(gateway.journal().stream()
                        .filter(record -> record.path("mcp_server").asText().equals("beta"))
                        .reduce((one, other) -> other)
                        .orElseThrow()
                        .path("policy_decision")
                        .asText())
                .isEqualTo("deny: rule \"no-wipe\" (policy.yaml:4)");
    }

    @Test
    void where_no_server_is_left_the_broadcast_is_denied_and_recorded() {
        String denied = gateway.post("/mcp/invoke-broadcast", "{\"tool_name\":\"nothing\"}")
                .body();

        assertThat(denied).contains("\"code\":\"denied\"").doesNotContain("vault", "alpha");
        JsonNode record = gateway.journal().getLast();
        assertThat(record.path("action").asText()).isEqualTo("invoke_tool");
        assertThat(record.path("outcome").asText()).isEqualTo("denied");
    }

    @Test
    void a_broadcast_tool_speaks_of_the_servers_that_are_left() {
        JsonNode tools = gateway.mcp("tools/list", json("{}")).at("/result/tools");
        JsonNode echo = named(tools, "broadcast__echo");

        assertThat(echo.at("/inputSchema/properties/servers/items/enum").toString())
                .isEqualTo("[\"alpha\",\"beta\"]");
        assertThat(echo.path("description").asText()).contains("alpha", "beta").doesNotContain("vault");
        assertThat(named(tools, "broadcast__by_tag__all").toString())
                .contains("alpha", "beta")
                .doesNotContain("vault", "unseal", "nothing");
        assertThat(tools.findValuesAsText("name"))
                .contains("broadcast__wipe", "alpha__wipe")
                .doesNotContain("beta__wipe", "broadcast__nothing", "vault__echo");
        assertThat(gateway.get("/mcp/servers").body()).contains("alpha").doesNotContain("vault", "spare");
    }

    @Test
    void nobody_logs_the_gateway_in_where_there_is_nothing_to_do() {
        assertThat(gateway.get("/oauth/servers/vault/login").statusCode()).isEqualTo(403);
        assertThat(calls(vault)).isZero();
        assertThat(gateway.get("/oauth/servers/alpha/login").body()).doesNotContain("\"denied\"");
    }

    @Test
    void reports_tell_how_the_policy_is_and_a_bad_edit_changes_nothing_but_that() throws IOException {
        Path file = folder.resolve("policy.yaml");
        assertThat(json(gateway.get("/config").body()).path("policy_file").asText())
                .isEqualTo(file.toString());
        assertThat(json(gateway.get("/").body())
                        .at("/capabilities/policy_enforcement")
                        .asBoolean())
                .isTrue();
        assertThat(health().path("status").asText()).isEqualTo("enforced");
        assertThat(health().path("rules").asInt()).isEqualTo(4);

        Files.writeString(file, POLICY + "  - {name: x, action: permit}\n");
        eventually("the fault is told", () -> health().path("status").asText().equals("stale"));
        assertThat(health().path("problem").asText()).contains("policy.yaml:7 rules.4.action");
        assertThat(gateway.call("beta__wipe", "{}").toString()).contains("no-wipe");

        Files.writeString(file, "default: allow\n");
        eventually("the new policy is in force", () -> health().path("rules").asInt() == 0);
        assertThat(gateway.toolNames()).contains("vault__unseal");
        Files.writeString(file, POLICY);
        eventually("the old one is back", () -> health().path("rules").asInt() == 4);
    }

    private static ScriptedServer server(String... tools) {
        ScriptedServer.Builder server =
                ScriptedServer.builder().list("resources/list", "{\"name\":\"x\",\"uri\":\"shared://x\"}");
        for (String tool : tools) {
            server.tool(ScriptedTool.named(tool));
        }
        return server.start();
    }

    private static JsonNode health() {
        return json(gateway.get("/health").body()).path("policy");
    }

    private static JsonNode named(JsonNode tools, String name) {
        return tools.valueStream()
                .filter(tool -> tool.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int calls(ScriptedServer server) {
        return server.requests("tools/call").size();
    }

    private static String rest(String server, String body) {
        return gateway.post("/mcp/invoke?mcp_server=" + server, body).body();
    }
}
