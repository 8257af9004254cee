package com.datacline.gateway.shaping;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.GuideFiles;
import com.datacline.gateway.fixture.Received;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The files of {@code docs/guides/shaping.md}, all of them at once in one gateway. */
@Tag("routes")
class ShapingGuideTest {
    private static final Map<String, String> FILES = GuideFiles.in(Path.of("docs/guides/shaping.md"));
    private static final String ABLE = "{\"elicitation\":{}}";

    private static ScriptedServer crm;
    private static ScriptedServer wiki;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        crm = ScriptedServer.builder()
                .tool(saying("lookup", """
                        {"customer":{"name":"Ana","phone":"+49","email":"ana@example.com","api_key":"k-1"}}"""))
                .tool(saying("search", """
                        {"items":[{"id":1,"email":"ana@example.com"},{"id":2}]}"""))
                .tool(saying("recent", "{\"items\":[\"a\",\"b\"]}"))
                .tool(saying("status", "{\"up\":true}"))
                .tool(saying("latest", "{\"version\":7}"))
                .tool(saying("delete_customer", "{\"deleted\":true}"))
                .tool(saying("secrets", "{\"secret\":true}"))
                .tool(text("prose", "see {\"email\":\"ana@example.com\",\"n\":1} and ask"))
                .tool(text("flood", "x".repeat(100_000)))
                .list("resources/list", "{\"uri\":\"crm://ana\",\"name\":\"ana\"}")
                .answer("resources/read", received -> (ObjectNode) json("""
                        {"contents":[{"uri":"crm://ana","text":"{\\"email\\":\\"ana@example.com\\",\\"n\\":1}"}]}"""))
                .start();
        wiki = ScriptedServer.builder()
                .tool(saying("search", "{\"items\":[{\"id\":2},{\"id\":3,\"email\":\"page@example.com\"}]}"))
                .tool(saying("recent", "{\"items\":[\"c\"]}"))
                .tool(saying("status", "{\"up\":false}"))
                .tool(saying("latest", "{\"version\":8}"))
                .tool(saying("delete_page", "{}"))
                .tool(saying("people", "{\"birthday\":\"1970-01-01\",\"name\":\"Bo\"}"))
                .tool(readOnly("page"))
                .start();
        gateway = GatewayUnderTest.with()
                .server("crm", crm.url())
                .server("wiki", wiki.url())
                .set("gateway.routes.folder", GuideFiles.routesWith(FILES).toString())
                .set("gateway.catalogue.pin-tools", "true")
                .start();
        assertThat(gateway.toolNames()).contains("crm__search", "wiki__search");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        crm.close();
        wiki.close();
    }

    @BeforeEach
    void forget() {
        crm.forget();
        wiki.forget();
    }

    private static ScriptedTool saying(String name, String structured) {
        return ScriptedTool.named(name).answering(arguments -> {
            ObjectNode result = ScriptedTool.text(structured);
            result.set("structuredContent", json(structured));
            return result;
        });
    }

    private static ScriptedTool text(String name, String text) {
        return ScriptedTool.named(name).answering(ScriptedTool.text(text));
    }

    private static ScriptedTool readOnly(String name) {
        ObjectNode definition = (ObjectNode) json("{\"name\":\"" + name + "\",\"inputSchema\":{\"type\":\"object\"},"
                + "\"annotations\":{\"readOnlyHint\":true}}");
        return ScriptedTool.described(definition).answering(ScriptedTool.text("{\"api_key\":\"k-2\",\"page\":1}"));
    }

    private static JsonNode structured(JsonNode response) {
        return response.at("/result/structuredContent");
    }

    private static List<Received> calls(ScriptedServer server) {
        return server.requests("tools/call");
    }

    private static JsonNode rest(String server, String tool, String arguments) {
        return json(gateway.post(
                        "/mcp/invoke?mcp_server=" + server,
                        "{\"tool_name\":\"" + tool + "\",\"parameters\":" + arguments + "}")
                .body());
    }

    private static JsonNode lastRecord() {
        return gateway.journal().getLast();
    }

    @Test
    void the_guide_shows_every_kamelet_and_no_route_has_ten_lines() throws IOException {
        try (var kamelets = Files.list(Path.of("src/main/resources/kamelets"))) {
            assertThat(kamelets.map(file -> file.getFileName().toString().replace(".kamelet.yaml", "")))
                    .hasSize(13)
                    .allSatisfy(name -> assertThat(FILES.values()).anyMatch(text -> text.contains("kamelet:" + name)));
        }
        assertThat(FILES.entrySet().stream().filter(file -> file.getKey().startsWith("shaping/")))
                .hasSizeGreaterThan(15)
                .allSatisfy(file -> assertThat(file.getValue().lines().count()).isLessThan(10));
    }

    @Test
    void a_field_is_masked_in_both_eras_and_over_rest() {
        JsonNode legacy = gateway.call("crm__search", "{}");
        JsonNode modern = new StreamClient(gateway.url("/mcp"))
                .modern(1, "tools/call", "{\"name\":\"crm__search\",\"arguments\":{}}", "{}")
                .last();
        JsonNode rest = rest("crm", "search", "{}");

        assertThat(structured(legacy).toString()).isEqualTo("{\"items\":[{\"id\":1,\"email\":\"***\"},{\"id\":2}]}");
        assertThat(structured(modern)).isEqualTo(structured(legacy));
        assertThat(rest.toString()).contains("\\\"email\\\":\\\"***\\\"");
        assertThat(List.of(legacy, modern, rest))
                .allSatisfy(answer -> assertThat(answer.toString()).doesNotContain("ana@example.com"));
        assertThat(gateway.call("wiki__search", "{}").toString()).contains("page@example.com");
    }

    @Test
    void a_field_is_masked_by_pointer_and_on_all_servers() {
        JsonNode answer = gateway.call("crm__find_customer", "{}");
        assertThat(structured(answer).toString())
                .isEqualTo(
                        "{\"customer\":{\"name\":\"Ana\",\"phone\":\"hidden\",\"email\":\"***\",\"api_key\":\"***\"}}");
        assertThat(gateway.call("wiki__page", "{}").toString()).contains("***").doesNotContain("k-2");
    }

    @Test
    void a_field_is_masked_amidst_text_and_in_resources() {
        assertThat(gateway.call("crm__prose", "{}").at("/result/content/0/text").asText())
                .isEqualTo("see {\"email\":\"***\",\"n\":1} and ask");
        JsonNode read = gateway.mcp("resources/read", json("{\"uri\":\"crm://ana\"}"));
        assertThat(read.at("/result/contents/0/text").asText()).isEqualTo("{\"email\":\"***\",\"n\":1}");
    }

    @Test
    void a_dropped_tool_is_in_no_list_and_cannot_be_called() {
        assertThat(gateway.toolNames()).doesNotContain("wiki__delete_page").contains("crm__delete_customer");
        assertThat(gateway.get("/mcp/list-tools?mcp_server=wiki").body()).doesNotContain("delete_page");
        assertThat(gateway.call("wiki__delete_page", "{}").toString()).contains("unknown tool");
        assertThat(rest("wiki", "delete_page", "{}").path("code").asText()).isEqualTo("unknown_tool");
        assertThat(gateway.post("/mcp/invoke-broadcast", "{\"tool_name\":\"delete_page\",\"mcp_servers\":[\"wiki\"]}")
                        .body())
                .contains("unknown tool");
        assertThat(calls(wiki)).isEmpty();
    }

    @Test
    void a_renamed_tool_is_known_by_its_new_name_only_and_recorded_by_its_own() {
        assertThat(gateway.toolNames()).contains("crm__find_customer").doesNotContain("crm__lookup");
        assertThat(gateway.get("/mcp/list-tools?mcp_server=crm").body())
                .contains("find_customer")
                .doesNotContain("\"lookup\"");

        gateway.call("crm__find_customer", "{}");
        assertThat(lastRecord().path("tool_name").asText()).isEqualTo("lookup");
        assertThat(rest("crm", "find_customer", "{}").path("success").asBoolean())
                .isTrue();
        assertThat(calls(crm))
                .allSatisfy(call ->
                        assertThat(call.body().at("/params/name").asText()).isEqualTo("lookup"));
        assertThat(gateway.call("crm__lookup", "{}").toString()).contains("unknown tool");
        assertThat(rest("crm", "lookup", "{}").path("code").asText()).isEqualTo("unknown_tool");
    }

    @Test
    void a_description_is_rewritten_and_what_is_pinned_is_not() throws IOException {
        JsonNode tools = gateway.mcp("tools/list", json("{}")).at("/result/tools");
        assertThat(tools.valueStream().filter(tool -> tool.path("name").asText().equals("wiki__search")))
                .singleElement()
                .satisfies(tool -> assertThat(tool.path("description").asText())
                        .isEqualTo("Scripted tool search Knows pages, not people; don't ask it for those."));
        assertThat(Files.readString(gateway.folder().resolve("data/pins.json")))
                .contains("Scripted tool search")
                .contains("delete_page")
                .doesNotContain("Knows pages");
    }

    @Test
    void a_default_argument_is_what_is_sent_and_recorded_unless_the_caller_gives_one() {
        gateway.call("crm__search", "{}");
        assertThat(lastRecord().at("/parameters/limit").asInt()).isEqualTo(20);
        gateway.call("crm__search", "{\"limit\":5}");
        assertThat(calls(crm).stream()
                        .map(call -> call.body().at("/params/arguments/limit").asInt()))
                .containsExactly(20, 5);
    }

    @Test
    void a_large_result_is_cut_and_says_so() {
        JsonNode answer = gateway.call("crm__flood", "{}").path("result");
        assertThat(answer.at("/content/0/text").asText()).hasSizeBetween(60_000, 65_536);
        assertThat(answer.at("/content/1/text").asText()).startsWith("[cut by the gateway: the result has 100");
        assertThat(answer.path("isError").asBoolean()).isFalse();
    }

    @Test
    void a_read_only_tool_is_asked_once_and_the_record_says_that_it_was_not_asked() {
        JsonNode first = gateway.call("wiki__page", "{\"a\":1,\"b\":2}");
        JsonNode second = gateway.call("wiki__page", "{\"b\":2,\"a\":1}");

        assertThat(second).isEqualTo(first);
        assertThat(calls(wiki)).hasSize(1);
        assertThat(lastRecord().path("cached").asBoolean()).isTrue();
        assertThat(lastRecord().path("policy_decision").asText()).startsWith("allow");
        assertThat(second.toString()).doesNotContain("k-2");
        gateway.call("wiki__page", "{\"a\":2}");
        assertThat(calls(wiki)).hasSize(2);
    }

    @Test
    void a_legacy_client_asks_its_person() {
        StreamClient client = new StreamClient(gateway.url("/mcp")).initialize("2025-11-25", ABLE);
        Incoming call = client.request(1, "tools/call", delete("{}"));
        JsonNode question = call.message(0);
        assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(question.at("/params/message").asText()).isEqualTo("Really delete_customer with {\"id\":7}?");
        assertThat(calls(crm)).isEmpty();

        client.post("{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id") + ",\"result\":" + said(true) + "}");
        assertThat(structured(call.last()).path("deleted").asBoolean()).isTrue();
        assertThat(calls(crm)).hasSize(1);
    }

    @Test
    void a_no_is_a_no() {
        StreamClient client = new StreamClient(gateway.url("/mcp")).initialize("2025-11-25", ABLE);
        Incoming call = client.request(1, "tools/call", delete("{}"));
        client.post("{\"jsonrpc\":\"2.0\",\"id\":" + call.message(0).get("id") + ",\"result\":" + said(false) + "}");
        assertThat(call.last().at("/error/message").asText()).contains("did not approve");
        assertThat(lastRecord().path("outcome").asText()).isEqualTo("denied");
        assertThat(calls(crm)).isEmpty();
    }

    @Test
    void a_modern_client_asks_its_person_and_calls_again() {
        JsonNode asked = modern(delete("{}")).path("result");
        assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
        assertThat(asked.at("/inputRequests/approval/params/message").asText()).contains("Really delete_customer");
        assertThat(calls(crm)).isEmpty();
        String again = "{\"requestState\":" + asked.get("requestState") + ",\"inputResponses\":{\"approval\":"
                + said(true) + "}}";

        JsonNode other = modern(delete(again).replace("\"id\":7", "\"id\":8"));
        assertThat(other.toString()).contains("belongs to another request");
        assertThat(structured(modern(delete(again))).path("deleted").asBoolean())
                .isTrue();
        assertThat(modern(delete(again)).toString()).contains("requestState is not known");
        assertThat(calls(crm))
                .singleElement()
                .satisfies(call -> assertThat(call.body().at("/params")).doesNotContain(json("{\"requestState\":1}")));
    }

    @Test
    void who_cannot_be_asked_cannot_call() {
        assertThat(rest("crm", "delete_customer", "{}").path("code").asText()).isEqualTo("denied");
        assertThat(new StreamClient(gateway.url("/mcp"))
                        .modern(1, "tools/call", delete("{}"), "{}")
                        .last()
                        .toString())
                .contains("did not declare elicitation");
        assertThat(gateway.post(
                                "/mcp/invoke-broadcast",
                                "{\"tool_name\":\"delete_customer\",\"mcp_servers\":[\"crm\"]}")
                        .body())
                .contains("call the server alone");
        assertThat(calls(crm)).isEmpty();
    }

    private static String delete(String more) {
        ObjectNode params = (ObjectNode) json("{\"name\":\"crm__delete_customer\",\"arguments\":{\"id\":7}}");
        return params.setAll((ObjectNode) json(more)).toString();
    }

    private static String said(boolean yes) {
        return "{\"action\":\"accept\",\"content\":{\"approve\":" + yes + "}}";
    }

    private static JsonNode modern(String params) {
        return new StreamClient(gateway.url("/mcp"))
                .modern(1, "tools/call", params, ABLE)
                .last();
    }

    @Test
    void a_failed_leg_is_written_down_without_secrets_and_the_answer_is_as_before() {
        String body = gateway.post(
                        "/mcp/invoke-broadcast",
                        "{\"tool_name\":\"secrets\",\"mcp_servers\":[\"crm\"],\"parameters\":{\"password\":\"hush\",\"n\":1}}")
                .body();
        assertThat(json(body).path("failed").asInt()).isOne();
        Path file = gateway.folder().resolve("data/dead/legs.json");
        GatewayUnderTest.eventually(
                "a dead letter",
                () -> Files.exists(file)
                        && read(file).contains("\"secrets\"")
                        && read(file).endsWith("\n"));
        JsonNode letter = json(read(file)
                .lines()
                .filter(line -> line.contains("\"secrets\""))
                .findFirst()
                .orElseThrow());
        assertThat(letter.path("server").asText()).isEqualTo("crm");
        assertThat(letter.path("tool").asText()).isEqualTo("secrets");
        assertThat(letter.path("error").asText()).contains("crm-not-at-all");
        assertThat(letter.at("/arguments/n").asInt()).isOne();
        assertThat(letter.toString()).doesNotContain("hush");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void results_of_a_broadcast_are_merged_and_every_server_is_accounted_for() {
        assertThat(merged("recent").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
        assertThat(merged("status").toString()).isEqualTo("{\"crm\":{\"up\":true},\"wiki\":{\"up\":false}}");
        assertThat(merged("search").toString())
                .isEqualTo("[{\"id\":1,\"email\":\"***\"},{\"id\":2},{\"id\":3,\"email\":\"page@example.com\"}]");
        assertThat(merged("latest").toString()).isEqualTo("{\"version\":7}");
        JsonNode servers = structured(gateway.call("broadcast__recent", "{\"servers\":[\"crm\",\"nobody\"]}"))
                .path("servers");
        assertThat(servers.at("/crm/status").asText()).isEqualTo("success");
        assertThat(servers.at("/nobody/error").asText()).contains("unknown server");
        JsonNode rest = json(gateway.post("/mcp/invoke-broadcast", "{\"tool_name\":\"recent\"}")
                .body());
        assertThat(rest.path("merged")).hasSize(3);
        assertThat(rest.path("errors")).isEmpty();
    }

    private static JsonNode merged(String tool) {
        JsonNode answer = gateway.call("broadcast__" + tool, "{}");
        assertThat(json(answer.at("/result/content/0/text").asText()).path("merged"))
                .isEqualTo(structured(answer).path("merged"));
        return structured(answer).path("merged");
    }

    @Test
    void a_kamelet_of_a_teams_own_is_made_of_others() {
        assertThat(structured(gateway.call("wiki__people", "{}")).toString())
                .isEqualTo("{\"birthday\":\"***\",\"name\":\"Bo\"}");
    }

    @Test
    void a_route_that_fails_lets_nothing_pass_and_is_named() {
        JsonNode answer = gateway.call("crm__secrets", "{}");
        assertThat(answer.at("/error/message").asText()).contains("route crm-not-at-all");
        assertThat(answer.toString()).doesNotContain("it is secret").doesNotContain("structuredContent");
    }
}
