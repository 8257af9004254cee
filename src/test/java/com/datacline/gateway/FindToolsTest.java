package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.cli.Terminal;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.policy.PolicyFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that does not read what it does not need. */
class FindToolsTest {
    private static final String FIND = "gateway__find_tools";

    @TempDir
    private static Path folder;

    private static ScriptedServer crm;
    private static ScriptedServer desk;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        crm = ScriptedServer.builder()
                .noTools()
                .tool(tool("find_customer", "Looks a customer up by name", true))
                .tool(tool("deleteCustomer", "Removes a customer for good", false))
                .start();
        desk = ScriptedServer.builder()
                .noTools()
                .tool(tool("list_open_tickets", "The tickets of one customer that nobody has solved", true))
                .tool(tool("close_ticket", "Closes a ticket", false))
                .start();
        Files.writeString(policy(), "default: allow\n");
        gateway = GatewayUnderTest.with()
                .server("crm", crm.url(), "tags: [sales]")
                .server("desk", desk.url(), "tags: [support]")
                .set("gateway.policy.file", policy().toString())
                .set("gateway.catalogue.find-tools-from", "0")
                .start();
        eventually("all have told", () -> gateway.toolNames().size() == 5);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        crm.close();
        desk.close();
    }

    @AfterEach
    void everythingIsAllowed() throws IOException {
        force("default: allow\n");
    }

    @Test
    void the_tool_is_listed_first_and_finds_the_best_first_in_both_eras() {
        assertThat(gateway.toolNames()).first().isEqualTo(FIND);
        JsonNode legacy =
                gateway.call(FIND, "{\"query\":\"open tickets of a customer\"}").path("result");
        JsonNode modern = modern("{\"query\":\"open tickets of a customer\"}");

        assertThat(names(legacy)).startsWith("desk__list_open_tickets").contains("crm__find_customer");
        assertThat(names(modern)).isEqualTo(names(legacy));
        assertThat(legacy.at("/structuredContent/tools/0/inputSchema/type").asText())
                .isEqualTo("object");
        assertThat(json(legacy.at("/content/0/text").asText())).isEqualTo(legacy.path("structuredContent"));
    }

    @Test
    void words_are_found_in_whatever_form_and_names_in_whatever_spelling() {
        assertThat(found("{\"query\":\"deleting customers\"}")).startsWith("crm__deleteCustomer");
        assertThat(found("{\"query\":\"delete customer\"}")).startsWith("crm__deleteCustomer");
        assertThat(found("{\"query\":\"quantum\"}")).isEmpty();
        assertThat(found("{\"query\":\"the of a\"}")).isEmpty();
    }

    @Test
    void what_is_wanted_can_be_narrowed() {
        assertThat(found("{\"query\":\"customer\",\"tag\":\"sales\"}"))
                .containsExactlyInAnyOrder("crm__find_customer", "crm__deleteCustomer");
        assertThat(found("{\"query\":\"customer\",\"server\":\"desk\"}")).containsExactly("desk__list_open_tickets");
        assertThat(found("{\"query\":\"customer\",\"read_only\":true}"))
                .containsExactlyInAnyOrder("crm__find_customer", "desk__list_open_tickets");
        assertThat(found("{\"query\":\"customer\",\"limit\":1}")).hasSize(1);
        for (String wrong : List.of(
                "{}",
                "{\"query\":\"\"}",
                "{\"query\":7}",
                "{\"query\":\"x\",\"limit\":0}",
                "{\"query\":\"x\",\"limit\":51}",
                "{\"query\":\"x\",\"limit\":1.5}",
                "{\"query\":\"x\",\"tag\":[]}",
                "{\"query\":\"x\",\"read_only\":\"yes\"}",
                "{\"query\":\"" + "x".repeat(401) + "\"}")) {
            assertThat(gateway.call(FIND, wrong).at("/error/code").asInt())
                    .as(wrong)
                    .isEqualTo(-32602);
        }
        assertThat(found("{\"query\":\"" + "a1".repeat(200) + "\"}")).isEmpty();
    }

    @Test
    void nobody_finds_what_the_policy_hides() throws IOException {
        force("default: allow\nrules:\n  - {name: r, action: deny, condition: {tool: \"delete*\"}}\n");

        assertThat(found("{\"query\":\"delete customer\"}"))
                .doesNotContain("crm__deleteCustomer")
                .contains("crm__find_customer");
        assertThat(rest("{\"query\":\"delete customer\"}").body()).doesNotContain("delete");
    }

    @Test
    void who_may_not_see_the_tool_may_not_call_it() throws IOException {
        force("default: allow\nrules:\n  - {name: r, action: deny, condition: {mcp_server: gateway}}\n");

        assertThat(gateway.toolNames()).doesNotContain(FIND).hasSize(4);
        JsonNode refused = gateway.call(FIND, "{\"query\":\"customer\"}");
        assertThat(refused.at("/error/code").asInt()).isEqualTo(-32003);
        assertThat(gateway.journal().getLast().path("status").asText()).isEqualTo("denied");
    }

    @Test
    void a_rule_for_tools_that_change_nothing_lets_it_be() throws IOException {
        force("default: deny\nrules:\n"
                + "  - {name: r, action: allow, condition: {annotations: {readOnlyHint: true}}}\n");

        assertThat(gateway.toolNames())
                .containsExactlyInAnyOrder(FIND, "crm__find_customer", "desk__list_open_tickets");
        assertThat(found("{\"query\":\"customer\"}")).hasSize(2);
    }

    @Test
    void a_search_is_recorded_with_what_was_looked_for() {
        gateway.call(FIND, "{\"query\":\"open tickets\"}");

        JsonNode record = gateway.journal().getLast();
        assertThat(record.path("tool_name").asText()).isEqualTo(FIND);
        assertThat(record.at("/parameters/query").asText()).isEqualTo("open tickets");
        assertThat(record.path("status").asText()).isEqualTo("success");
    }

    @Test
    void the_address_says_which_tools_a_client_wants_to_see() {
        assertThat(names(list("/mcp?tools=find"))).containsExactly(FIND);
        assertThat(names(list("/mcp?tags=sales"))).containsExactly(FIND, "crm__find_customer", "crm__deleteCustomer");
        assertThat(names(list("/mcp?tags=sales,support"))).hasSize(5);
        assertThat(names(list("/mcp?servers=desk&tags=sales"))).containsExactly(FIND);
        assertThat(names(list("/mcp?tags=nothing"))).containsExactly(FIND);
    }

    @Test
    void the_rest_surface_and_the_command_line_find_the_same() {
        JsonNode found = json(rest("{\"query\":\"open tickets\",\"limit\":1}").body());
        assertThat(found.at("/tools/0/name").asText()).isEqualTo("desk__list_open_tickets");
        assertThat(found.path("count").asInt()).isOne();
        assertThat(rest("{\"limit\":1}").statusCode()).isEqualTo(422);
        assertThat(json(gateway.get("/tools?tag=support").body()).path("tools")).hasSize(2);

        String url = gateway.url("").toString();
        assertThat(Terminal.run("tools", "find", "open", "tickets", "--limit", "1", "--url", url)
                        .out())
                .contains("desk__list_open_tickets")
                .doesNotContain("crm__");
        assertThat(Terminal.run("tools", "list", "--tag", "sales", "--url", url).out())
                .contains("find_customer")
                .doesNotContain("ticket");
        assertThat(Terminal.run("tools", "list", "crm", "--tag", "sales", "--url", url)
                        .code())
                .isEqualTo(2);
    }

    @Test
    void a_tool_that_changes_is_found_by_its_new_words() {
        assertThat(found("{\"query\":\"escalation\"}")).isEmpty();
        desk.script(tool("close_ticket", "Closes an escalation", false));
        gateway.bean(Catalogue.class).listChanged("desk", Action.LIST_TOOLS);

        eventually("the new words are known", () -> found("{\"query\":\"escalation\"}")
                .equals(List.of("desk__close_ticket")));
    }

    @Test
    void it_is_not_there_where_there_is_little_to_find() {
        try (GatewayUnderTest small =
                GatewayUnderTest.with().server("crm", crm.url()).start()) {
            eventually("it has told", () -> small.toolNames().size() == 2);
            assertThat(small.call(FIND, "{\"query\":\"customer\"}")
                            .at("/error/message")
                            .asText())
                    .startsWith("unknown tool");
            assertThat(json(small.post("/tools/find", "{\"query\":\"customer\"}")
                                    .body())
                            .path("count")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    private static List<String> found(String arguments) {
        return names(gateway.call(FIND, arguments).path("result"));
    }

    private static List<String> names(JsonNode result) {
        JsonNode tools = result.has("structuredContent") ? result.at("/structuredContent/tools") : result.path("tools");
        return tools.valueStream().map(tool -> tool.path("name").asText()).toList();
    }

    private static JsonNode list(String path) {
        return json(gateway.send(
                                "POST",
                                path,
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                                "Content-Type",
                                "application/json",
                                "Accept",
                                "application/json, text/event-stream")
                        .body())
                .path("result");
    }

    private static HttpResponse<String> rest(String body) {
        return gateway.post("/tools/find", body);
    }

    private static JsonNode modern(String arguments) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", FIND);
        params.set("arguments", json(arguments));
        params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .putObject("io.modelcontextprotocol/clientCapabilities");
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", "tools/call");
        message.set("params", params);
        return json(gateway.send(
                                "POST",
                                "/mcp",
                                message.toString(),
                                Stream.of(
                                                "Content-Type", "application/json",
                                                "Accept", "application/json, text/event-stream",
                                                "MCP-Protocol-Version", "2026-07-28",
                                                "Mcp-Method", "tools/call",
                                                "Mcp-Name", FIND)
                                        .toArray(String[]::new))
                        .body())
                .path("result");
    }

    private static ScriptedTool tool(String name, String description, boolean readOnly) {
        ObjectNode definition = ScriptedTool.named(name).definition();
        definition.put("description", description);
        definition.putObject("annotations").put("readOnlyHint", readOnly);
        return ScriptedTool.described(definition);
    }

    private static void force(String text) throws IOException {
        PolicyFile file = gateway.bean(PolicyFile.class);
        Files.writeString(policy(), text);
        file.refresh();
        file.refresh();
        assertThat(file.status().problem()).isNull();
    }

    private static Path policy() {
        return folder.resolve("policy.yaml");
    }
}
