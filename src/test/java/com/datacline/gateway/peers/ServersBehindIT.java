package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real servers behind the gateway show and say through it what they show and say themselves. */
class ServersBehindIT {
    private static final String TOKEN = "a-token-for-notion";
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static DirectClient everything;
    private static DirectClient everythingAsked;
    private static DirectClient notion;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        NodeProcess everythingServer = keep(NodeProcess.everything());
        NodeProcess notionServer = keep(NodeProcess.notion(TOKEN, notionApi()));
        everything = new DirectClient(everythingServer.url());
        everythingAsked = new DirectClient(everythingServer.url(), (ObjectNode)
                json("{\"elicitation\":{\"form\":{},\"url\":{}},\"sampling\":{\"tools\":{}},\"roots\":{}}"));
        notion = new DirectClient(notionServer.url(), "Authorization", "Bearer " + TOKEN);
        gateway = keep(GatewayUnderTest.with()
                .server("everything", everythingServer.url())
                .server("modern", keep(NodeProcess.everything("modern")).url())
                .server("notion", notionServer.url(), "auth: {method: bearer, credential_value: " + TOKEN + "}")
                .server("locked", notionServer.url(), "auth: {method: bearer, credential_value: not-the-token}")
                .start());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : OPEN.reversed()) {
            each.close();
        }
        OPEN.clear();
    }

    @Test
    void tools_are_shown_as_their_servers_define_them() {
        Map<String, JsonNode> defined = new TreeMap<>();
        everythingAsked.list("tools/list", "tools").forEach(tool -> defined.put(name("everything", tool), tool));
        notion.list("tools/list", "tools").forEach(tool -> defined.put(name("notion", tool), tool));

        Map<String, JsonNode> shown = new TreeMap<>();
        gateway.mcp("tools/list", object()).at("/result/tools").forEach(tool -> {
            String own = tool.path("name").asText().replaceFirst("^(everything|notion)__", "");
            shown.put(tool.path("name").asText(), ((ObjectNode) tool.deepCopy()).put("name", own));
        });

        shown.keySet().removeIf(name -> name.startsWith("modern__"));
        assertThat(shown).hasSizeGreaterThan(30).isEqualTo(defined);
    }

    @Test
    void a_server_of_the_new_era_stands_beside_those_of_the_old() {
        JsonNode called = gateway.call("modern__test_simple_text", "{}");
        JsonNode read = gateway.mcp("resources/read", object().put("uri", "test://static-text"));
        JsonNode prompt = gateway.mcp("prompts/get", object().put("name", "modern__test_simple_prompt"));

        assertThat(called.at("/result/content/0/text").asText()).isNotEmpty();
        assertThat(called.at("/result/isError").asBoolean()).isFalse();
        assertThat(read.at("/result/contents/0/uri").asText()).isEqualTo("test://static-text");
        assertThat(prompt.at("/result/messages")).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "echo | {'message':'grüße, 世界'}",
                "echo | {}",
                "get-sum | {'a':0.1,'b':2}",
                "get-sum | {'a':'one','b':2}",
                "get-structured-content | {'location':'New York'}",
                "get-annotated-message | {'messageType':'error','includeImage':true}",
                "get-tiny-image | {}",
                "get-env | {}",
                "get-resource-links | {'count':4}",
                "get-resource-reference | {'resourceType':'Text','resourceId':3}",
                "gzip-file-as-resource | {'name':'a.gz','data':'data:text/plain,hi','outputType':'resource'}",
                "gzip-file-as-resource | {'name':'b.gz','data':'data:text/plain,hi','outputType':'resourceLink'}",
                "trigger-long-running-operation | {'duration':1,'steps':4}",
                "toggle-simulated-logging | {}",
                "toggle-subscriber-updates | {}",
                "simulate-research-query | {'topic':'python'}",
            })
    void a_call_comes_through_as_it_is(String tool, String arguments) {
        JsonNode direct = everything.ask("tools/call", toolCall(tool, arguments));

        JsonNode through = gateway.mcp("tools/call", toolCall("everything__" + tool, arguments));

        assertThat(timeless(through)).isEqualTo(timeless(direct));
    }

    @Test
    void every_tool_of_the_server_is_called_by_one_of_these_tests() throws NoSuchMethodException {
        List<String> called = List.of(ServersBehindIT.class
                .getDeclaredMethod("a_call_comes_through_as_it_is", String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value());

        assertThat(everything.list("tools/list", "tools"))
                .extracting(tool -> tool.path("name").asText())
                .allMatch(tool -> called.stream().anyMatch(line -> line.startsWith(tool + " ")));
    }

    @Test
    void a_server_with_a_token_is_called_with_it() {
        JsonNode direct = notion.ask("tools/call", toolCall("API-get-self", "{}"));

        JsonNode through = gateway.mcp("tools/call", toolCall("notion__API-get-self", "{}"));

        assertThat(through.at("/result/content/0/text").asText()).contains("Robot of the tests");
        assertThat(through.path("result")).isEqualTo(direct.path("result"));
    }

    @Test
    void a_server_that_refuses_the_token_is_down_and_says_why() {
        JsonNode health = json(gateway.get("/health").body());

        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/servers/locked/status").asText()).isEqualTo("down");
        assertThat(health.at("/servers/locked/problem").asText()).contains("credential", "HTTP 403");
        assertThat(health.at("/servers/notion/status").asText()).isEqualTo("up");
    }

    @Test
    void a_call_to_a_server_that_refuses_the_token_is_a_bad_gateway() {
        HttpResponse<String> response =
                gateway.post("/mcp/invoke?mcp_server=locked", "{\"tool_name\":\"API-get-self\"}");
        JsonNode through = gateway.call("locked__API-get-self", "{}");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(json(response.body()).path("code").asText()).isEqualTo("upstream_error");
        assertThat(through.at("/result/isError").asBoolean()).isTrue();
        assertThat(response.body() + through).doesNotContain("not-the-token");
    }

    @Test
    void a_script_gets_the_whole_result() {
        JsonNode direct = everything
                .ask("tools/call", toolCall("get-structured-content", "{'location':'Chicago'}"))
                .path("result");

        JsonNode answer = json(gateway.post(
                        "/mcp/invoke?mcp_server=everything",
                        "{\"tool_name\":\"get-structured-content\",\"parameters\":{\"location\":\"Chicago\"}}")
                .body());

        assertThat(answer.path("success").asBoolean()).isTrue();
        assertThat(answer.path("result").has("structuredContent")).isTrue();
        assertThat(answer.path("result")).isEqualTo(direct);
    }

    @Test
    void a_script_hears_that_the_tool_failed() {
        JsonNode answer = json(gateway.post("/mcp/invoke?mcp_server=everything", "{\"tool_name\":\"echo\"}")
                .body());

        assertThat(answer.path("success").asBoolean(true)).isFalse();
        assertThat(answer.path("error").asText()).contains("message");
    }

    @Test
    void a_script_lists_and_reads_resources() {
        List<JsonNode> direct = everything.list("resources/list", "resources");

        JsonNode listed = rest("/mcp/list-resources?mcp_server=everything");

        assertThat(listed.path("resources")).isNotEmpty().containsExactlyElementsOf(direct);
        for (String uri : List.of(direct.getFirst().path("uri").asText(), "demo://resource/dynamic/text/7")) {
            JsonNode read = rest("/mcp/read-resource?mcp_server=everything&uri=" + encoded(uri));
            JsonNode contents =
                    everything.ask("resources/read", object().put("uri", uri)).at("/result/contents");
            assertThat(timeless(read.path("contents"))).isNotEmpty().isEqualTo(timeless(contents));
        }
    }

    @Test
    void a_script_hears_that_there_is_no_such_resource() {
        HttpResponse<String> response =
                gateway.get("/mcp/read-resource?mcp_server=everything&uri=" + encoded("demo://nowhere"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response.body()).path("detail").asText()).contains("demo://nowhere");
    }

    @Test
    void a_script_lists_and_fills_in_prompts() {
        List<JsonNode> direct = everything.list("prompts/list", "prompts");
        ObjectNode arguments = object().put("city", "Zürich").put("state", "ZH & more");
        ObjectNode params = object().put("name", "args-prompt");
        params.set("arguments", arguments);

        JsonNode listed = rest("/mcp/list-prompts?mcp_server=everything");
        JsonNode filled = rest(
                "/mcp/get-prompt?mcp_server=everything&name=args-prompt&arguments=" + encoded(arguments.toString()));

        assertThat(listed.path("prompts")).isNotEmpty().containsExactlyElementsOf(direct);
        assertThat(filled.at("/messages/0/content/text").asText()).contains("Zürich, ZH & more");
        assertThat(filled.path("messages"))
                .isEqualTo(everything.ask("prompts/get", params).at("/result/messages"));
    }

    @Test
    void a_script_sees_what_a_server_says_of_itself() {
        assertThat(rest("/mcp/server/everything/info")).isEqualTo(everything.introduction());
        assertThat(rest("/mcp/server/notion/info")).isEqualTo(notion.introduction());
    }

    private static JsonNode rest(String path) {
        HttpResponse<String> response = gateway.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response.body());
    }

    private static ObjectNode toolCall(String tool, String arguments) {
        ObjectNode params = object().put("name", tool);
        params.set("arguments", json(arguments.replace('\'', '"')));
        params.set("_meta", object().put("example.com/trace", "1"));
        return params;
    }

    /** Request ids, session ids and the time of day differ between any two calls. */
    private static JsonNode timeless(JsonNode answer) {
        JsonNode copy = answer.deepCopy();
        if (copy instanceof ObjectNode response) {
            response.remove("id");
        }
        return json(copy.toString()
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<session>")
                .replaceAll("\\d{1,2}:\\d{2}:\\d{2}(\\h[AP]M)?", "<time>"));
    }

    private static String name(String server, JsonNode tool) {
        return server + "__" + tool.path("name").asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Stands in for Notion's web API, which is far away; the MCP server in front of it is Notion's own. */
    private static URI notionApi() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer api = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        api.createContext("/", exchange -> {
            byte[] body = "{\"object\":\"user\",\"type\":\"bot\",\"name\":\"Robot of the tests\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        OPEN.add(() -> api.stop(0));
        return URI.create("http://127.0.0.1:" + api.getAddress().getPort());
    }

    private static <T extends AutoCloseable> T keep(T resource) {
        OPEN.add(resource);
        return resource;
    }
}
