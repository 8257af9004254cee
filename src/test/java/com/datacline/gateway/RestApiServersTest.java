package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.RestApi;
import com.datacline.gateway.fixture.RestApi.Told;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.registry.RegistryReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** REST APIs among the servers: their documents, their credentials, and what the gateway does for all servers alike. */
class RestApiServersTest {
    private static final Path SHOP =
            Path.of("src/test/resources/openapi/shop.yaml").toAbsolutePath();

    @TempDir
    private Path folder;

    private static String document(String server, String... operations) {
        StringBuilder paths = new StringBuilder();
        for (String operation : operations) {
            paths.append(paths.isEmpty() ? "" : ",")
                    .append("\"/")
                    .append(operation)
                    .append("\":{\"get\":{\"operationId\":\"")
                    .append(operation)
                    .append("\",\"parameters\":[{\"name\":\"q\",\"in\":\"query\",\"schema\":{\"type\":\"string\"}}],")
                    .append("\"responses\":{\"200\":{\"description\":\"ok\"}}}}");
        }
        return "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"T\",\"version\":\"1\"},\"servers\":[{\"url\":\"" + server
                + "\"}],\"paths\":{" + paths + "}}";
    }

    private static JsonNode health(GatewayUnderTest gateway, String server) {
        return json(gateway.get("/health").body()).path("servers").path(server);
    }

    @Test
    void the_example_of_the_guide_works() throws IOException {
        Matcher block = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/guides/rest-apis.md")));
        assertThat(block.find()).isTrue();
        try (RestApi api = RestApi.start()) {
            String[] keys = block.group(1)
                    .replace("http://127.0.0.1:8080", api.url().toString())
                    .replace("openapi: shop.yaml", "openapi: " + SHOP)
                    .lines()
                    .skip(2)
                    .map(String::strip)
                    .toArray(String[]::new);
            try (GatewayUnderTest gateway = GatewayUnderTest.with()
                    .entry("shop", keys)
                    .set("SHOP_KEY", "s3cr3t")
                    .start()) {
                eventually(
                        "it is up",
                        () -> health(gateway, "shop").path("status").asText().equals("up"));

                JsonNode answer = gateway.call("shop__items_get", "{\"id\":\"1\"}");

                assertThat(gateway.toolNames())
                        .containsExactlyInAnyOrder(
                                "shop__items_get", "shop__items_put", "shop__items_list", "shop__items_create");
                assertThat(answer.at("/result/structuredContent/ok").asBoolean())
                        .isTrue();
                assertThat(api.asked().getFirst().header("X-Api-Key")).isEqualTo("s3cr3t");
            }
        }
        assertThat(block.find()).isTrue();
        assertThat(new RegistryReader(Duration.ofSeconds(60))
                        .read("guide", block.group(1))
                        .enabled())
                .hasSize(2);
        assertThat(Files.readString(Path.of("examples/rest-apis.yaml"))).endsWith(block.group(1));
    }

    @Test
    void a_bad_document_makes_the_server_down_and_the_last_good_one_stays() {
        try (RestApi api = RestApi.start()) {
            api.on("/openapi.json", any -> Told.json(200, "{\"openapi\": \"3.1.0\", "));
            try (GatewayUnderTest gateway = GatewayUnderTest.with()
                    .entry("api", "type: openapi", "openapi: " + api.url() + "/openapi.json")
                    .entry("away", "type: openapi", "openapi: " + folder.resolve("no.yaml"), "url: " + api.url())
                    .set("gateway.catalogue.refresh", "300ms")
                    .start()) {
                eventually(
                        "it is asked",
                        () -> health(gateway, "api").path("problem").asText().contains("JSON"));
                assertThat(health(gateway, "api").path("status").asText()).isEqualTo("down");
                assertThat(health(gateway, "away").path("problem").asText()).contains("NoSuchFile", "no.yaml");

                api.on("/openapi.json", any -> Told.json(200, document(api.url().toString(), "one"))
                        .with("ETag", "\"1\""));
                eventually("it is good", () -> gateway.toolNames().contains("api__one"));
                eventually("it is asked by its tag", () -> api.all().stream()
                        .anyMatch(one -> one.header("If-None-Match").equals("\"1\"")));

                api.on("/openapi.json", any -> Told.json(500, "{}"));
                eventually(
                        "it is away",
                        () -> health(gateway, "api").path("problem").asText().contains("HTTP 500"));
                assertThat(health(gateway, "api").path("problem").asText())
                        .contains("the last good document stays in force");
                assertThat(gateway.call("api__one", "{}")
                                .at("/result/structuredContent/ok")
                                .asBoolean())
                        .isTrue();

                api.on("/openapi.json", any -> Told.json(200, document(api.url().toString(), "two")));
                eventually("it has changed", () -> gateway.toolNames().equals(List.of("api__two")));
                assertThat(health(gateway, "api").path("status").asText()).isEqualTo("up");
            }
        }
    }

    @Test
    void a_document_does_not_choose_who_gets_the_credential() {
        try (RestApi keeper = RestApi.start();
                RestApi api = RestApi.start()) {
            // another name of loopback stands for another host
            String other = api.url().toString().replace("127.0.0.1", "localhost");
            keeper.on("/openapi.json", any -> Told.json(200, document(other, "one")));
            String auth = "auth: {method: bearer, credential_value: s3cr3t}";
            try (GatewayUnderTest gateway = GatewayUnderTest.with()
                    .entry("unnamed", "type: openapi", "openapi: " + keeper.url() + "/openapi.json", auth)
                    .entry(
                            "named",
                            "type: openapi",
                            "openapi: " + keeper.url() + "/openapi.json",
                            "url: " + other,
                            auth)
                    .start()) {
                eventually("it is read", () -> gateway.toolNames().contains("named__one"));
                gateway.call("named__one", "{}");

                assertThat(health(gateway, "unnamed").path("problem").asText())
                        .contains("says that the API is at localhost", "name it in url");
                assertThat(api.asked().getFirst().header("Authorization")).isEqualTo("Bearer s3cr3t");
                assertThat(keeper.all())
                        .filteredOn(one -> !one.header("Authorization").isEmpty())
                        .as("the keeper is the unnamed one's own host, and nobody for the named one")
                        .hasSizeLessThan(keeper.all().size());
            }
        }
    }

    @Test
    void a_credential_goes_into_the_query_or_the_body_and_a_new_one_is_tried_once() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "old");
        try (RestApi api = RestApi.start()) {
            String url = "url: " + api.url();
            String open = "openapi: " + SHOP;
            String in = "auth: {method: api_key, format: raw, name: key, credential_value: s3cr3t, location: ";
            try (GatewayUnderTest gateway = GatewayUnderTest.with()
                    .entry("query", "type: openapi", open, url, in + "query}")
                    .entry("body", "type: openapi", open, url, in + "body}")
                    .entry(
                            "kept",
                            "type: openapi",
                            open,
                            url,
                            "auth: {method: bearer, credential_ref: \"file://" + secret + "\"}")
                    .start()) {
                eventually("all are read", () -> gateway.toolNames()
                        .containsAll(List.of("query__form", "body__form", "kept__form")));

                gateway.call("query__items_list", "{\"page\":2}");
                gateway.call("body__items_put", "{\"id\":\"1\",\"name\":\"a\"}");
                gateway.call("body__form", "{\"name\":\"a\"}");
                JsonNode none = gateway.call("body__items_list", "{}");

                assertThat(api.asked().get(0).line()).isEqualTo("GET /items?page=2&key=s3cr3t");
                assertThat(json(api.asked().get(1).text())).isEqualTo(json("{\"name\":\"a\",\"key\":\"s3cr3t\"}"));
                assertThat(api.asked().get(2).text()).isEqualTo("name=a&key=s3cr3t");
                assertThat(none.toString()).contains("has none with members");

                api.forget();
                api.on("/items/1", one -> {
                    try {
                        Files.writeString(secret, "new");
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    return Told.json(one.header("Authorization").equals("Bearer new") ? 200 : 401, "{\"ok\":true}");
                });
                JsonNode renewed = gateway.call("kept__items_get", "{\"id\":\"1\"}");

                assertThat(renewed.at("/result/structuredContent/ok").asBoolean())
                        .isTrue();
                assertThat(api.asked())
                        .extracting(one -> one.header("Authorization"))
                        .containsExactly("Bearer old", "Bearer new");
            }
        }
    }

    @Test
    void a_denied_call_never_reaches_the_api_and_lists_show_what_may_be_called() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                default: deny
                rules:
                  - {name: readers, action: allow, condition: {annotations: {readOnlyHint: true}}}
                """);
        try (RestApi api = RestApi.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .entry("shop", "type: openapi", "openapi: " + SHOP, "url: " + api.url())
                        .set("gateway.policy.file", policy.toString())
                        .start()) {
            eventually("it is read", () -> gateway.toolNames().contains("shop__items_get"));

            JsonNode denied = gateway.call("shop__items_delete", "{\"id\":\"1\"}");
            JsonNode allowed = gateway.call("shop__items_get", "{\"id\":\"1\"}");

            assertThat(denied.toString()).doesNotContain("\"ok\"").contains("error");
            assertThat(allowed.at("/result/structuredContent/ok").asBoolean()).isTrue();
            assertThat(api.asked()).extracting(RestApi.Asked::line).containsExactly("GET /items/1");
            assertThat(gateway.toolNames())
                    .contains("shop__query")
                    .doesNotContain("shop__items_delete", "shop__upload");
        }
    }

    @Test
    void a_broadcast_asks_an_api_and_an_mcp_server_at_once_and_both_eras_list_both() throws IOException {
        Path file = Files.writeString(folder.resolve("api.json"), document("/", "search"));
        try (RestApi api = RestApi.start();
                ScriptedServer mcp = ScriptedServer.start()) {
            mcp.script(ScriptedTool.named("search"));
            try (GatewayUnderTest gateway = GatewayUnderTest.with()
                    .entry("rest", "type: openapi", "openapi: " + file, "url: " + api.url())
                    .server("mcp", mcp.url())
                    .start()) {
                eventually("both are known", () -> gateway.toolNames().contains("broadcast__search"));

                JsonNode answer = gateway.call("broadcast__search", "{\"arguments\":{\"q\":\"a\"}}");

                assertThat(answer.toString()).contains("rest", "mcp");
                assertThat(api.asked()).extracting(RestApi.Asked::line).containsExactly("GET /search?q=a");
                assertThat(gateway.toolNames()).contains("rest__search", "mcp__search");
                HttpResponse<String> modern = gateway.send(
                        "POST",
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":{"
                                + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                                + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"t\",\"version\":\"1\"},"
                                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}",
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json, text/event-stream",
                        "MCP-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/list");
                assertThat(modern.body()).contains("rest__search", "mcp__search", "broadcast__search");
            }
        }
    }

    @Test
    void a_tool_that_the_registry_does_not_select_cannot_be_called() {
        try (RestApi api = RestApi.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .entry(
                                "shop",
                                "type: openapi",
                                "openapi: " + SHOP,
                                "url: " + api.url(),
                                "select: {tags: [items], paths: [\"/path/**\"], operations: [\"query\", \"POST /fo*\"]}",
                                "exclude: {operations: [\"items/nothing*\", \"items/create\", \"PUT /items/*\"]}")
                        .start()) {
            eventually("it is read", () -> gateway.toolNames().contains("shop__query"));

            assertThat(gateway.toolNames())
                    .containsExactlyInAnyOrder(
                            "shop__items_get",
                            "shop__items_delete",
                            "shop__items_list",
                            "shop__query",
                            "shop__path",
                            "shop__form");
            assertThat(gateway.post("/mcp/invoke?mcp_server=shop", "{\"tool_name\":\"upload\"}")
                            .body())
                    .contains("unknown_tool");
            assertThat(api.asked()).isEmpty();
            assertThat(gateway.mcp("tools/list", JsonNodeFactory.instance.objectNode())
                            .toString())
                    .doesNotContain("upload");
        }
    }
}
