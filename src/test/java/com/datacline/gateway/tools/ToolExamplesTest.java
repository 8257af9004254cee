package com.datacline.gateway.tools;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code examples/tools}, as they are. */
@Tag("routes")
class ToolExamplesTest {
    private static final String SHOP = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE";

    @TempDir
    private static Path folder;

    private static final List<HttpExchange> ASKED = new CopyOnWriteArrayList<>();
    private static HttpServer api;
    private static ScriptedServer crm;
    private static ScriptedServer tickets;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        try (Connection shop = DriverManager.getConnection(SHOP)) {
            shop.createStatement().execute("""
                    create table orders(number int primary key, customer varchar(50), status varchar(20), ordered_on date);
                    insert into orders values (1, 'Ana', 'sent', '2026-11-20'), (2, 'Ana', 'open', '2026-11-27'),
                        (3, 'O''Hara; drop table orders', 'open', '2026-11-27')""");
        }
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        api.createContext("/", ToolExamplesTest::weather);
        api.start();
        Path handbook = Files.createDirectories(folder.resolve("handbook"));
        Files.writeString(
                handbook.resolve("leave.md"),
                "# Leave\nAsk, \"in writing\", two weeks before.\nWhat ${header.files} means\n");
        Files.writeString(folder.resolve("secret.md"), "in writing, secret\n");
        crm = ScriptedServer.builder()
                .tool(ScriptedTool.named("find_customer")
                        .answering(arguments -> ScriptedTool.text(JsonNodeFactory.instance
                                .objectNode()
                                .put("id", "c-7")
                                .put("name", arguments.path("name").asText())
                                .toString())))
                .start();
        tickets = ScriptedServer.builder()
                .tool(ScriptedTool.named("open_tickets")
                        .answering(arguments -> ScriptedTool.text("[" + arguments + "]")))
                .start();
        gateway = GatewayUnderTest.with()
                .server("crm", crm.url())
                .server("tickets", tickets.url())
                .set(
                        "gateway.routes.folder",
                        new RoutesFolder(folder.resolve("routes"))
                                .withExamples()
                                .path()
                                .toString())
                .set("gateway.tools.database-url", SHOP)
                .set("weather.host", "127.0.0.1:" + api.getAddress().getPort())
                .set("handbook.folder", handbook.toString())
                .set("report.page-millis", "200")
                .start();
        eventually("all tools are there", () -> gateway.toolNames()
                .containsAll(List.of("routes__order-status", "crm__find_customer", "tickets__open_tickets")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        crm.close();
        tickets.close();
        api.stop(0);
    }

    private static void weather(HttpExchange asked) throws IOException {
        ASKED.add(asked);
        boolean known = asked.getRequestURI().getRawQuery().startsWith("city=Oslo");
        byte[] answer = (known ? "{\"degrees\":-3}" : "no such city").getBytes(StandardCharsets.UTF_8);
        asked.getResponseHeaders().set("Content-Type", known ? "application/json" : "text/plain");
        asked.sendResponseHeaders(known ? 200 : 404, answer.length);
        asked.getResponseBody().write(answer);
        asked.close();
    }

    @Test
    void every_example_is_a_tool_with_a_description_and_a_schema() {
        JsonNode tools = gateway.mcp("tools/list", json("{}")).at("/result/tools");

        assertThat(tools.valueStream().filter(tool -> tool.path("name").asText().startsWith("routes__")))
                .hasSize(6)
                .allSatisfy(tool -> {
                    assertThat(tool.path("description").asText()).isNotBlank();
                    assertThat(tool.at("/inputSchema/properties")).isNotEmpty();
                });
        JsonNode orders = tools.valueStream()
                .filter(tool -> tool.path("name").asText().equals("routes__orders-of"))
                .findFirst()
                .orElseThrow();
        assertThat(orders.at("/annotations/readOnlyHint").asBoolean()).isTrue();
        assertThat(orders.at("/inputSchema/properties/status/enum"))
                .isEqualTo(json("[\"open\",\"sent\",\"returned\"]"));
        assertThat(orders.at("/_meta/com.datacline~1tags")).isEqualTo(json("[\"shop\",\"read\"]"));
    }

    @Test
    void a_query_answers_rows() {
        JsonNode result = gateway.call("routes__order-status", "{\"number\":2}").path("result");

        assertThat(result.at("/structuredContent/result"))
                .isEqualTo(json("[{\"number\":2,\"status\":\"open\",\"ordered_on\":\"2026-11-27\"}]"));
        assertThat(json(result.at("/content/0/text").asText())).isEqualTo(result.at("/structuredContent/result"));
        assertThat(result.has("isError")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ana' or '1'='1",
                "Ana'; drop table orders; --",
                "${header.status}",
                ":#status",
                "#number",
                "Ana\u0000",
                "{{gateway.audit.database-url}}",
                "%' or 1=1 --"
            })
    void a_text_is_never_part_of_the_query(String customer) {
        String arguments = JsonNodeFactory.instance
                .objectNode()
                .put("customer", customer)
                .put("status", "open")
                .toString();

        JsonNode result = gateway.call("routes__orders-of", arguments).path("result");

        assertThat(result.at("/structuredContent/result")).isEqualTo(json("[]"));
        assertThat(gateway.call("routes__orders-of", "{\"customer\":\"O'Hara; drop table orders\",\"status\":\"open\"}")
                        .at("/result/structuredContent/result/0/number")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void an_argument_that_is_not_declared_steers_nothing() {
        JsonNode refused =
                gateway.call("routes__order-status", "{\"number\":2,\"CamelSqlQuery\":\"select * from orders\"}");

        assertThat(refused.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(refused.at("/error/message").asText()).contains("order-status", "CamelSqlQuery");
    }

    @Test
    void the_gateways_own_database_is_not_the_one_that_is_asked() {
        assertThat(gateway.sql().queryForObject("select count(*) from audit_logs", Integer.class))
                .isNotNull();
        assertThat(gateway.call("routes__order-status", "{\"number\":1}").at("/result/structuredContent/result"))
                .hasSize(1);
    }

    @Test
    void an_http_api_gets_the_arguments_as_its_query_and_nothing_else() {
        ASKED.clear();
        JsonNode result = gateway.call("routes__weather", "{\"city\":\"Oslo&key=1 #/../ä\",\"unit\":\"celsius\"}")
                .path("result");

        assertThat(result.at("/structuredContent/degrees").asInt()).isEqualTo(-3);
        HttpExchange asked = ASKED.getFirst();
        assertThat(asked.getRequestURI().toString())
                .isEqualTo("/today?city=Oslo%26key%3D1%20%23%2F..%2F%C3%A4&unit=celsius");
        assertThat(Map.copyOf(asked.getRequestHeaders()).keySet()).doesNotContain("City", "Unit", "Mcp-session-id");
    }

    @Test
    void an_http_api_that_refuses_is_an_error_of_the_tool_that_shows_nothing() {
        JsonNode result =
                gateway.call("routes__weather", "{\"city\":\"Nowhere\"}").path("result");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText())
                .matches("the tool weather failed; the gateway's log tells more under id [0-9a-f]{32}");
    }

    @Test
    void files_are_searched_within_their_folder() {
        assertThat(gateway.call("routes__search-handbook", "{\"text\":\"k, \\\"in WRITING\\\"\"}")
                        .at("/result/structuredContent/matches"))
                .isEqualTo(json("[{\"file\":\"leave.md\",\"line\":2,"
                        + "\"text\":\"Ask, \\\"in writing\\\", two weeks before.\"}]"));
        for (String files : List.of("../*", "../secret.md", "**/../../secret.md")) {
            assertThat(gateway.call("routes__search-handbook", "{\"text\":\"secret\",\"files\":\"" + files + "\"}")
                            .at("/result/structuredContent/matches"))
                    .isEmpty();
        }
        assertThat(gateway.call("routes__search-handbook", "{\"text\":\"${header.files}\",\"files\":\"*.md\"}")
                        .at("/result/structuredContent/matches/0/text")
                        .asText())
                .as("text of a caller is no expression")
                .isEqualTo("What ${header.files} means");
        assertThat(gateway.call("routes__search-handbook", "{\"text\":\"x\",\"files\":\"[\"}")
                        .at("/result/content/0/text")
                        .asText())
                .isEqualTo("\"[\" is no pattern of file names");
    }

    @Test
    void two_servers_are_combined_and_each_call_is_recorded_under_the_request() {
        JsonNode result = gateway.call("routes__customer-overview", "{\"name\":\"Ana \\\"A\\\"\"}")
                .path("result");
        assertThat(result.path("structuredContent").toString()).contains("c-7").contains("\"limit\":20");
        assertThat(result.at("/structuredContent/tickets/0/customer").asText()).isEqualTo("c-7");

        List<JsonNode> records = gateway.journal().stream()
                .filter(record ->
                        record.path("tool_name").asText().matches("customer-overview|find_customer|open_tickets"))
                .toList();
        assertThat(records).hasSize(3);
        JsonNode outer = records.getLast();
        assertThat(outer.path("mcp_server").asText()).isEqualTo("routes");
        assertThat(records.subList(0, 2)).allSatisfy(inner -> {
            assertThat(inner.path("request_id")).isEqualTo(outer.path("request_id"));
            assertThat(inner.path("parent_id")).isEqualTo(outer.path("id"));
            assertThat(inner.path("user")).isEqualTo(outer.path("user"));
            assertThat(inner.path("status").asText()).isEqualTo("success");
        });
    }

    @Test
    void a_long_tool_tells_how_far_it_has_got_in_both_eras() {
        String call =
                "{\"name\":\"routes__yearly-report\",\"arguments\":{\"pages\":3},\"_meta\":{\"progressToken\":\"t\"}}";
        StreamClient legacy = new StreamClient(gateway.url("/mcp")).initialize("2025-11-25", "{}");

        for (Incoming answer : List.of(
                legacy.request(1, "tools/call", call),
                new StreamClient(gateway.url("/mcp")).modern(2, "tools/call", call, "{}"))) {
            assertThat(answer.last().at("/result/structuredContent/report").asText())
                    .isEqualTo("done");
            List<JsonNode> told = answer.messages().stream()
                    .filter(message -> message.path("method").asText().equals("notifications/progress"))
                    .toList();
            assertThat(told).hasSize(3);
            assertThat(told.getFirst().path("params"))
                    .isEqualTo(json("{\"progressToken\":\"t\",\"progress\":1,\"total\":3,\"message\":\"page\"}"));
            assertThat(told)
                    .extracting(one -> one.at("/params/progress").asInt())
                    .containsExactly(1, 2, 3);
        }
        assertThat(gateway.call("routes__yearly-report", "{\"pages\":61}")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }
}
