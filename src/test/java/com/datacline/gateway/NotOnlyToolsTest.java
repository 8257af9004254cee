package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.Received;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources, templates, prompts and completion of three servers, on pages of two. */
class NotOnlyToolsTest {
    private static final String META = "io.modelcontextprotocol/";
    private static ScriptedServer north;
    private static ScriptedServer south;
    private static ScriptedServer main;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        north = server(Era.LEGACY, -32002)
                .list("resources/list", resource("file:///shared"), resource("north://only"), resource("file:///two"))
                .list("resources/templates/list", template("both://{x}"), template("north://{id}"))
                .list("prompts/list", "{\"name\":\"greet\",\"x-kept\":1.50}", "{\"name\":\"bye\"}")
                .start();
        south = server(Era.MODERN, -32602)
                .list("resources/list", resource("file:///shared"), resource("file:///two"), resource("south://only"))
                .list("resources/templates/list", template("both://{x}"), template("south://{+path}"))
                .list("prompts/list", "{\"name\":\"greet\"}")
                .start();
        main = server(Era.BOTH, -32002)
                .list("resources/list", resource("file:///shared"), resource("mcp-server://north/file:///two"))
                .list("prompts/list", "{\"name\":\"welcome\"}")
                .start();
        gateway = GatewayUnderTest.with()
                .server("north", north.url())
                .server("south", south.url(), "prefix: s")
                .server("main", main.url(), "prefix: \"\"")
                .set("gateway.catalogue.page-size", "2")
                .set("gateway.catalogue.refresh", "2s")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        north.close();
        south.close();
        main.close();
    }

    @Test
    void names_and_uris_are_told_apart_only_where_they_must_be() {
        assertThat(listed("prompts/list", "prompts", "name"))
                .containsExactly("north__greet", "north__bye", "s__greet", "welcome");
        assertThat(listed("resources/list", "resources", "uri"))
                .containsExactly(
                        "mcp-server://north/file:///shared",
                        "north://only",
                        "mcp-server://north/file:///two",
                        "mcp-server://south/file:///shared",
                        "mcp-server://south/file:///two",
                        "south://only",
                        "file:///shared",
                        "mcp-server://main/mcp-server://north/file:///two");
        assertThat(listed("resources/templates/list", "resourceTemplates", "uriTemplate"))
                .containsExactly(
                        "mcp-server://north/both://{x}",
                        "north://{id}",
                        "mcp-server://south/both://{x}",
                        "south://{+path}");
        assertThat(gateway.mcp("prompts/list", json("{}")).at("/result/prompts/0"))
                .isEqualTo(json("{\"name\":\"north__greet\",\"x-kept\":1.50}"));
    }

    @ParameterizedTest
    @CsvSource({
        "file:///shared,                                     main,  file:///shared",
        "mcp-server://north/file:///shared,                  north, file:///shared",
        "mcp-server://south/file:///shared,                  south, file:///shared",
        "north://only,                                       north, north://only",
        "mcp-server://main/mcp-server://north/file:///two,   main,  mcp-server://north/file:///two",
        "mcp-server://south/never:listed,                    south, never:listed",
        "south://a/b,                                        south, south://a/b",
        "mcp-server://north/both://1,                        north, both://1"
    })
    void a_resource_is_read_where_it_is_under_its_own_uri(String uri, String server, String own) {
        JsonNode contents = read(uri).at("/result/contents/0");

        assertThat(contents.path("uri").asText()).isEqualTo(own);
        assertThat(contents.path("text").asText()).isEqualTo(own);
        JsonNode record = gateway.journal().getLast();
        assertThat(record.path("action").asText()).isEqualTo("read_resource");
        assertThat(record.path("mcp_server").asText()).isEqualTo(server);
        assertThat(record.path("resource_uri").asText()).isEqualTo(own);
    }

    @Test
    void a_link_in_the_result_of_a_tool_can_be_followed() {
        ObjectNode linking = ScriptedTool.text("see");
        linking.withArray("/content").addObject().put("type", "resource_link").put("uri", "linked://by/south");
        south.script(ScriptedTool.echo().answering(linking));
        assertThat(read("linked://by/south").at("/error/code").asInt()).isEqualTo(-32002);

        gateway.call("s__echo", "{}");

        assertThat(read("linked://by/south").at("/result/contents/0/text").asText())
                .isEqualTo("linked://by/south");
        assertThat(gateway.journal().getLast().path("mcp_server").asText()).isEqualTo("south");
    }

    @ParameterizedTest
    @CsvSource({"nobody://has", "north://missing", "south://missing"})
    void a_missing_resource_is_told_in_the_words_of_the_clients_era(String uri) {
        JsonNode legacy = read(uri).path("error");
        JsonNode modern = json(modern("resources/read", "{\"uri\":\"" + uri + "\"}", uri)
                        .body())
                .path("error");

        assertThat(legacy.path("code").asInt()).isEqualTo(uri.startsWith("south") ? -32602 : -32002);
        assertThat(modern.path("code").asInt()).isEqualTo(-32602);
        assertThat(modern.at("/data/uri").asText()).isEqualTo(uri);
        if (uri.startsWith("nobody")) {
            assertThat(legacy.at("/data/uri").asText()).isEqualTo(uri);
        } else {
            assertThat(modern.at("/data/why").asText()).isEqualTo("gone");
        }
        assertThat(rest("/resources/read?uri=" + encoded(uri), 404).path("code").asText())
                .isEqualTo("unknown_resource");
    }

    @ParameterizedTest
    @CsvSource({"file:///two", "both://1"})
    void a_uri_that_several_servers_have_is_answered_with_their_forms(String uri) {
        JsonNode error = read(uri).path("error");

        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asText())
                .contains("mcp-server://north/" + uri)
                .contains("mcp-server://south/" + uri);
    }

    @Test
    void what_was_read_is_as_good_as_its_server_says() {
        JsonNode cached = result("resources/read", "{\"uri\":\"south://cached\"}", "south://cached");
        JsonNode plain = result("resources/read", "{\"uri\":\"north://only\"}", "north://only");
        JsonNode empty = result("resources/read", "{\"uri\":\"north://empty\"}", "north://empty");

        assertThat(cached.path("ttlMs").asInt()).isEqualTo(5000);
        assertThat(cached.path("cacheScope").asText()).isEqualTo("public");
        assertThat(plain.path("ttlMs").asInt(-1)).isZero();
        assertThat(plain.path("cacheScope").asText()).isEqualTo("private");
        assertThat(empty.path("contents")).hasToString("[]");
        for (String list : List.of("tools/list", "resources/list", "resources/templates/list", "prompts/list")) {
            JsonNode page = result(list, "{}");
            // the modern server says 0
            assertThat(page.path("ttlMs").asInt(-1)).as(list).isZero();
            assertThat(page.path("cacheScope").asText()).isEqualTo("private");
        }
    }

    @Test
    void a_prompt_is_asked_for_under_its_own_name_with_all_that_came_along() {
        south.forget();
        String params = "{\"name\":\"s__greet\",\"arguments\":{\"who\":\"Ann\"},\"requestState\":\"s\\u0000\","
                + "\"x-new\":{\"n\":1.25},\"_meta\":{\"traceparent\":\"t\"}}";

        JsonNode result = gateway.mcp("prompts/get", json(params)).path("result");

        assertThat(result.at("/messages/0/content/text").asText()).isEqualTo("greet");
        ObjectNode received = south.requests("prompts/get").getLast().params().deepCopy();
        received.withObject("/_meta").retain("traceparent");
        assertThat(received).hasToString(json(params.replace("s__", "")).toString());
        assertThat(gateway.journal().getLast().path("prompt_name").asText()).isEqualTo("greet");
        assertThat(gateway.mcp("prompts/get", json("{\"name\":\"north__gret\"}"))
                        .at("/error/message")
                        .asText())
                .contains("north__greet");
    }

    @ParameterizedTest
    @CsvSource({
        "ref/prompt,   name, s__greet,                      greet",
        "ref/resource, uri,  mcp-server://south/both://{x}, both://{x}",
        "ref/resource, uri,  south://{+path},               south://{+path}"
    })
    void completion_goes_to_the_server_of_its_prompt_or_template(String type, String key, String name, String own) {
        south.forget();
        String params = "{\"ref\":{\"type\":\"" + type + "\",\"" + key + "\":\"" + name
                + "\",\"title\":\"T\"},\"argument\":{\"name\":\"x\",\"value\":\"a\"},\"context\":{\"arguments\":{\"y\":\"b\"}}}";

        JsonNode result = gateway.mcp("completion/complete", json(params)).path("result");
        JsonNode rest = json(gateway.post("/complete", params).body());

        assertThat(result.at("/completion/values/0").asText()).isEqualTo("abc");
        assertThat(rest.at("/completion/values/0").asText()).isEqualTo("abc");
        ObjectNode received =
                south.requests("completion/complete").getFirst().params().deepCopy();
        received.remove("_meta");
        assertThat(received).hasToString(params.replace(name, own));
        assertThat(gateway.journal().getLast().path("action").asText()).isEqualTo("complete");
    }

    @Test
    void a_cursor_is_good_for_its_own_list_only() {
        String cursor = gateway.mcp("resources/list", json("{}"))
                .at("/result/nextCursor")
                .asText();

        assertThat(gateway.mcp("resources/list", json("{\"cursor\":\"" + cursor + "\"}"))
                        .at("/result/resources"))
                .hasSize(2);
        assertThat(gateway.mcp("prompts/list", json("{\"cursor\":\"" + cursor + "\"}"))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void rest_lists_and_reads_what_all_servers_have() {
        assertThat(rest("/resources", 200).at("/resources/1/uri").asText()).isEqualTo("north://only");
        assertThat(rest("/prompts", 200).path("prompts")).hasSize(2);
        assertThat(rest("/resources/templates", 200).path("resourceTemplates")).hasSize(2);
        assertThat(rest("/resources/read?uri=north://only", 200)
                        .at("/contents/0/text")
                        .asText())
                .isEqualTo("north://only");
        assertThat(rest("/prompts/get?name=s__greet", 200)
                        .at("/messages/0/content/text")
                        .asText())
                .isEqualTo("greet");
        assertThat(rest("/mcp/read-resource?mcp_server=north&uri=north://missing", 404)
                        .path("code")
                        .asText())
                .isEqualTo("unknown_resource");
        assertThat(rest("/mcp/get-prompt?mcp_server=north&name=nope", 404)
                        .path("code")
                        .asText())
                .isEqualTo("unknown_prompt");
        assertThat(rest("/mcp/list-resource-templates?mcp_server=north", 200)
                        .path("count")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void a_list_that_fails_takes_nothing_away_and_one_that_changed_is_heard_of() {
        List<Set<Action>> heard = new CopyOnWriteArrayList<>();
        Catalogue catalogue = gateway.bean(Catalogue.class);
        catalogue.onChange(changes -> heard.add(changes.lists()));
        main.failing("prompts/list", Misbehaviour.STATUS_500);
        main.forget();
        eventually("asked again", () -> main.requests("prompts/list").size() > 1);
        assertThat(listed("prompts/list", "prompts", "name")).contains("welcome");
        assertThat(heard).isEmpty();
        main.recover();

        main.list("prompts/list", "{\"name\":\"welcome\"}", "{\"name\":\"farewell\"}");
        catalogue.listChanged("main", Action.LIST_PROMPTS);
        eventually("heard", () -> !heard.isEmpty());
        assertThat(heard).containsExactly(Set.of(Action.LIST_PROMPTS));
        assertThat(listed("prompts/list", "prompts", "name")).contains("farewell");
        main.list("prompts/list", "{\"name\":\"welcome\"}");
        eventually("gone", () -> !listed("prompts/list", "prompts", "name").contains("farewell"));
    }

    @Test
    void what_the_gateway_can_do_is_said_in_both_eras() {
        JsonNode legacy = gateway.mcp("initialize", json("{\"protocolVersion\":\"2025-11-25\"}"))
                .at("/result/capabilities");
        JsonNode modern = result("server/discover", "{}").path("capabilities");

        assertThat(modern)
                .hasToString(
                        "{\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true,\"listChanged\":true},"
                                + "\"prompts\":{\"listChanged\":true},\"completions\":{}}");
        assertThat(legacy.has("logging")).isTrue();
    }

    private static ScriptedServer.Builder server(Era era, int missing) {
        return ScriptedServer.builder()
                .era(era)
                .pages(2)
                .answer("resources/read", request -> contents(request, missing))
                .answer("prompts/get", request -> (ObjectNode) json("{\"messages\":[{\"role\":\"user\",\"content\":"
                        + "{\"type\":\"text\",\"text\":" + request.params().path("name") + "}}]}"))
                .answer("completion/complete", request -> (ObjectNode) json("{\"completion\":{\"values\":[\"abc\"]}}"));
    }

    private static ObjectNode contents(Received request, int missing) {
        String uri = request.params().path("uri").asText();
        if (uri.endsWith("missing")) {
            return (ObjectNode) json("{\"code\":" + missing + ",\"message\":\"no\",\"data\":{\"why\":\"gone\"}}");
        }
        String contents = uri.endsWith("empty") ? "" : "{\"uri\":\"" + uri + "\",\"text\":\"" + uri + "\"}";
        String fresh = uri.endsWith("cached") ? ",\"ttlMs\":5000,\"cacheScope\":\"public\"" : "";
        return (ObjectNode) json("{\"contents\":[" + contents + "]" + fresh + "}");
    }

    private static String resource(String uri) {
        return "{\"uri\":\"" + uri + "\",\"name\":\"r\"}";
    }

    private static String template(String uri) {
        return "{\"uriTemplate\":\"" + uri + "\",\"name\":\"t\"}";
    }

    private static List<String> listed(String method, String items, String key) {
        List<String> names = new ArrayList<>();
        JsonNode page = gateway.mcp(method, json("{}")).path("result");
        names.addAll(page.path(items).findValuesAsText(key));
        while (page.has("nextCursor")) {
            page = gateway.mcp(method, json("{\"cursor\":" + page.path("nextCursor") + "}"))
                    .path("result");
            names.addAll(page.path(items).findValuesAsText(key));
        }
        return names;
    }

    private static JsonNode read(String uri) {
        return gateway.mcp("resources/read", json("{\"uri\":\"" + uri + "\"}"));
    }

    private static JsonNode rest(String path, int status) {
        HttpResponse<String> answer = gateway.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode result(String method, String params, String... name) {
        HttpResponse<String> answer = modern(method, params, name);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).path("result");
    }

    private static HttpResponse<String> modern(String method, String params, String... name) {
        ObjectNode given = (ObjectNode) json(params);
        given.putObject("_meta").put(META + "protocolVersion", "2026-07-28").putObject(META + "clientCapabilities");
        List<String> headers = new ArrayList<>(List.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method));
        for (String each : name) {
            headers.addAll(List.of("Mcp-Name", each));
        }
        return gateway.send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + given + "}",
                headers.toArray(String[]::new));
    }
}
