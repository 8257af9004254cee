package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestSurfaceTest {
    private static ScriptedServer first;
    private static ScriptedServer second;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        ObjectNode rows = ScriptedTool.text("{\"rows\":[1]}");
        rows.putObject("structuredContent").putArray("rows").add(1);
        first = ScriptedServer.builder()
                .noTools()
                .tool(ScriptedTool.named("search").answering(rows).after(Duration.ofMillis(30)))
                .tool(ScriptedTool.named("fails")
                        .answering(ScriptedTool.text("it broke").put("isError", true)))
                .tool(ScriptedTool.named("hidden").answering(rows))
                .tool(ScriptedTool.named("hangs").failing(Misbehaviour.HANG))
                .tool(ScriptedTool.named("breaks").failing(Misbehaviour.STATUS_500))
                .start();
        second = ScriptedServer.builder()
                .noTools()
                .tool(ScriptedTool.named("search").answering(rows))
                .start();
        gateway = GatewayUnderTest.with()
                .server(
                        "one",
                        first.url(),
                        "timeout: 1",
                        "description: the first",
                        "tags: [logs, us-west]",
                        "tools: [search, fails, hangs, breaks]")
                .server("two", second.url(), "tags: [logs]")
                .server("off", second.url(), "enabled: false")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        first.close();
        second.close();
    }

    @Test
    void all_servers_are_listed_disabled_ones_too() {
        JsonNode body = ok(gateway.get("/mcp/servers"));

        assertThat(body.path("count").asInt()).isEqualTo(3);
        JsonNode one = body.at("/servers/0");
        assertThat(one.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("name", "url", "type", "enabled", "description", "tags");
        assertThat(one.path("tags")).hasToString("[\"logs\",\"us-west\"]");
        assertThat(body.at("/servers/2/name").asText()).isEqualTo("off");
        assertThat(body.at("/servers/2/enabled").asBoolean(true)).isFalse();
    }

    @Test
    void a_server_tells_what_it_is() {
        JsonNode info = ok(gateway.get("/mcp/server/one/info"));

        assertThat(info.has("capabilities")).isTrue();
    }

    @Test
    void the_tools_of_a_server_are_those_that_the_registry_exposes() {
        JsonNode body = ok(gateway.get("/mcp/list-tools?mcp_server=one"));

        assertThat(body.path("mcp_server").asText()).isEqualTo("one");
        assertThat(body.path("count").asInt()).isEqualTo(4);
        assertThat(body.path("tools").toString()).doesNotContain("hidden").contains("inputSchema");
    }

    @Test
    void a_call_tells_success_result_and_time() {
        JsonNode body = ok(gateway.post("/mcp/invoke?mcp_server=one", "{\"tool_name\":\"search\"}"));

        assertThat(body.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("success", "tool_name", "mcp_server", "result", "error", "execution_time_ms");
        assertThat(body.path("success").asBoolean()).isTrue();
        assertThat(body.at("/result/structuredContent/rows/0").asInt()).isEqualTo(1);
        assertThat(body.path("error").isNull()).isTrue();
        assertThat(body.path("execution_time_ms").asInt()).isBetween(30, 1000);
    }

    @Test
    void the_payload_alone_is_one_parameter_away() {
        JsonNode body = ok(gateway.post("/mcp/invoke?mcp_server=one&result=payload", "{\"tool_name\":\"search\"}"));

        assertThat(body.path("result")).hasToString("{\"rows\":[1]}");
    }

    @Test
    void what_a_tool_calls_an_error_is_no_success() {
        JsonNode body = ok(gateway.post("/mcp/invoke?mcp_server=one", "{\"tool_name\":\"fails\"}"));

        assertThat(body.path("success").asBoolean(true)).isFalse();
        assertThat(body.path("error").asText()).isEqualTo("it broke");
    }

    @ParameterizedTest
    @CsvSource({
        "one, nope, 404, unknown_tool",
        "one, hidden, 404, unknown_tool",
        "nope, search, 404, unknown_server",
        "off, search, 409, server_disabled",
        "one, breaks, 502, upstream_error",
        "one, hangs, 504, upstream_timeout"
    })
    void a_call_that_fails_has_its_status_and_code(String server, String tool, int status, String code) {
        HttpResponse<String> answer =
                gateway.post("/mcp/invoke?mcp_server=" + server, "{\"tool_name\":\"" + tool + "\"}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer.body()).path("code").asText()).isEqualTo(code);
        assertThat(json(answer.body()).path("detail").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /mcp/list-tools, 422",
        "GET, /mcp/list-tools?mcp_server=nope, 404",
        "GET, /mcp/read-resource?mcp_server=one, 422",
        "GET, /mcp/get-prompt?mcp_server=one, 422",
        "GET, /mcp/server/off/info, 409",
        "POST, /mcp/invoke, 422",
        "POST, /tools/nope/invoke, 404",
        "DELETE, /mcp/servers, 405",
        "GET, /nowhere, 404"
    })
    void a_request_that_is_wrong_says_so(String method, String path, int status) {
        HttpResponse<String> answer = gateway.send(method, path, method.equals("POST") ? "{}" : "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer.body()).has("detail")).isTrue();
    }

    @Test
    void parameters_that_are_no_object_are_422() {
        HttpResponse<String> answer =
                gateway.post("/mcp/invoke?mcp_server=one", "{\"tool_name\":\"search\",\"parameters\":[1]}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer.body()).path("code").asText()).isEqualTo("invalid_arguments");
    }

    @Test
    void a_body_that_is_not_json_is_400() {
        assertThat(gateway.post("/mcp/invoke?mcp_server=one", "{\"x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_broadcast_chooses_by_name_then_tag_then_tool() {
        JsonNode byName = broadcast("{\"tool_name\":\"search\",\"mcp_servers\":[\"two\",\"off\",\"nope\"]}");
        JsonNode byTag = broadcast("{\"tool_name\":\"search\",\"tags\":[\"us-west\"]}");
        JsonNode byTool = broadcast("{\"tool_name\":\"search\"}");

        assertThat(byName.path("total_servers").asInt()).isEqualTo(3);
        assertThat(keys(byName.path("results"))).containsExactly("two");
        assertThat(keys(byName.path("errors"))).containsExactly("off", "nope");
        assertThat(keys(byTag.path("results"))).containsExactly("one");
        assertThat(keys(byTool.path("results"))).containsExactly("one", "two");
        assertThat(byTool.path("successful").asInt()).isEqualTo(2);
        assertThat(byTool.path("failed").asInt()).isZero();
    }

    @Test
    void nobody_to_broadcast_to_is_404() {
        HttpResponse<String> answer =
                gateway.post("/mcp/invoke-broadcast", "{\"tool_name\":\"search\",\"tags\":[\"none\"]}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer.body()).path("detail").asText()).isEqualTo("No MCP servers available for broadcast");
    }

    @Test
    void tools_are_listed_by_their_own_names_and_called_everywhere() {
        JsonNode tools = ok(gateway.get("/tools")).path("tools");
        JsonNode result = ok(gateway.post("/tools/search/invoke", "{}"));

        assertThat(tools.findValuesAsText("name")).containsExactly("breaks", "fails", "hangs", "search");
        assertThat(tools.get(3).path("servers")).hasToString("[\"one\",\"two\"]");
        assertThat(tools.get(0).path("servers")).hasToString("[\"one\"]");
        assertThat(result.at("/content/0/text").asText()).isEqualTo("Successfully executed 'search' on 2/2 servers");
        assertThat(result.at("/content/1/resource/uri").asText()).isEqualTo("gateway://results/search");
        JsonNode inner = json(result.at("/content/1/resource/text").asText());
        assertThat(keys(inner))
                .containsExactly("tool", "parameters", "results", "errors", "metadata", "execution_time_ms");
        assertThat(result.path("isError").asBoolean(true)).isFalse();
    }

    @Test
    void routes_say_where_they_lead_as_far_as_that_is_known_before_a_message_comes() {
        Map<String, String> links = new HashMap<>();
        ok(gateway.get("/routes"))
                .path("routes")
                .forEach(route ->
                        links.put(route.path("id").asText(), route.path("to").toString()));

        assertThat(links.get("call")).contains("\"direct:audit\"", "\"direct:broadcast\"", "\"direct:upstream-*\"");
        assertThat(links.get("broadcast")).contains("\"direct:upstream-*\"");
        assertThat(links.get("upstream-one")).contains("\"mcp:one\"", "\"direct:audit\"");
        assertThat(links.get("rest-invoke")).isEqualTo("[\"direct:rest-call\"]");
        assertThat(links.values()).noneMatch(to -> to.contains("?") || to.contains("{"));
    }

    @Test
    void the_gateway_tells_about_itself() {
        assertThat(ok(gateway.get("/")).path("name").asText()).isEqualTo("Secure MCP Gateway");
        JsonNode health = ok(gateway.get("/health"));
        assertThat(health.path("status").asText()).isEqualTo("healthy");
        assertThat(health.at("/servers/off/status").asText()).isEqualTo("disabled");
        assertThat(ok(gateway.get("/config")).path("auth_enabled").asBoolean(true))
                .isFalse();
    }

    @Test
    void the_surface_is_described_by_openapi() {
        JsonNode openapi = ok(gateway.get("/openapi.json"));

        assertThat(keys(openapi.path("paths")))
                .contains(
                        "/mcp/servers",
                        "/mcp/server/{server_name}/info",
                        "/mcp/list-tools",
                        "/mcp/invoke",
                        "/mcp/invoke-broadcast",
                        "/mcp/list-resources",
                        "/mcp/read-resource",
                        "/mcp/list-resource-templates",
                        "/mcp/list-prompts",
                        "/mcp/get-prompt",
                        "/routes",
                        "/routes/files",
                        "/tools",
                        "/tools/{tool_name}/invoke",
                        "/resources",
                        "/resources/templates",
                        "/resources/read",
                        "/prompts",
                        "/prompts/get",
                        "/complete",
                        "/",
                        "/health",
                        "/config");
        assertThat(openapi.at("/components/schemas/Invoke/properties/tool_name/type")
                        .asText())
                .isEqualTo("string");
        assertThat(openapi.at("/paths/~1mcp~1invoke/post/responses").has("504")).isTrue();
    }

    private static JsonNode broadcast(String body) {
        return ok(gateway.post("/mcp/invoke-broadcast", body));
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        return json(answer.body());
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
