package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.RestApi;
import com.datacline.gateway.fixture.RestApi.Told;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A REST API behind the gateway: what of a call reaches it, and what of its answer reaches the caller. */
class RestApiTest {
    private static final Path DOCUMENT =
            Path.of("src/test/resources/openapi/shop.yaml").toAbsolutePath();

    private static RestApi api;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        api = RestApi.start();
        gateway = GatewayUnderTest.with()
                .entry(
                        "shop",
                        "type: openapi",
                        "openapi: " + DOCUMENT,
                        "url: " + api.url() + "/v1/",
                        "timeout: 2",
                        "auth: {method: bearer, credential_value: s3cr3t}")
                .set("gateway.upstream.max-response", "1MB")
                .start();
        eventually("the document is read", () -> gateway.toolNames().contains("shop__query"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        api.close();
    }

    @BeforeEach
    void forget() {
        api.forget();
    }

    private static JsonNode tool(String name) {
        for (JsonNode tool :
                gateway.mcp("tools/list", JsonNodeFactory.instance.objectNode()).at("/result/tools")) {
            if (tool.path("name").asText().equals("shop__" + name)) {
                return tool;
            }
        }
        throw new AssertionError("no tool " + name);
    }

    private static JsonNode call(String tool, String arguments) {
        return gateway.call("shop__" + tool, arguments.replace('\'', '"')).path("result");
    }

    private static RestApi.Asked asked(String tool, String arguments) {
        JsonNode result = call(tool, arguments);
        assertThat(api.asked()).as("requests, with the result " + result).hasSize(1);
        return api.asked().getFirst();
    }

    @Test
    void an_operation_is_a_tool_that_says_what_it_does_and_takes() {
        JsonNode tool = tool("items_put");

        assertThat(tool.at("/inputSchema/properties").fieldNames())
                .toIterable()
                .containsExactly("id", "name", "price", "note", "colour", "id_body");
        assertThat(tool.at("/inputSchema/required")).isEqualTo(json("[\"id\", \"name\"]"));
        assertThat(tool.at("/inputSchema/properties/price"))
                .isEqualTo(json("{\"type\":\"number\",\"exclusiveMinimum\":0}"));
        assertThat(tool.at("/inputSchema/properties/note/type")).isEqualTo(json("[\"string\",\"null\"]"));
        assertThat(tool.at("/inputSchema/properties/colour/enum")).isEqualTo(json("[\"red\",\"green\"]"));
        assertThat(tool("items_get").path("description").asText())
                .isEqualTo("Get an item\n\nTells all about one item.");
        assertThat(tool("items_get").at("/annotations/readOnlyHint").asBoolean())
                .isTrue();
        assertThat(tool("items_delete").at("/annotations/destructiveHint").asBoolean())
                .isTrue();
        assertThat(tool("items_put").at("/annotations/idempotentHint").asBoolean())
                .isTrue();
    }

    @Test
    void a_schema_may_refer_to_itself() {
        JsonNode schema = tool("trees").path("inputSchema");

        assertThat(schema.at("/properties/children/items/$ref").asText()).isEqualTo("#/$defs/Tree");
        assertThat(schema.at("/$defs/Tree/properties/children/items/$ref").asText())
                .isEqualTo("#/$defs/Tree");
        assertThat(gateway.call("shop__trees", "{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[{}]}]}")
                        .toString())
                .contains("/children/0/children/0", "name");
        assertThat(asked("trees", "{'name':'a','children':[{'name':'b'}]}").text())
                .isEqualTo("{\"name\":\"a\",\"children\":[{\"name\":\"b\"}]}");
    }

    @Test
    void what_would_lead_the_gateway_elsewhere_is_not_offered() {
        assertThat(gateway.toolNames()).doesNotContain("shop__elsewhere", "shop__remote");
    }

    @Test
    void an_operation_without_a_name_gets_one_that_clients_take() {
        assertThat(gateway.toolNames())
                .filteredOn(name -> name.contains("operation_without"))
                .hasSize(2)
                .allMatch(name -> name.matches("[A-Za-z0-9_-]{1,64}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'form':['a','b c']}                | form=a&form=b%20c",
                "{'form_object':{'a':1,'b':'x&y'}}   | a=1&b=x%26y",
                "{'commas':['a','b']}                | commas=a%2Cb",
                "{'commas_object':{'a':1,'b':2}}     | commas_object=a%2C1%2Cb%2C2",
                "{'spaces':['a','b']}                | spaces=a%20b",
                "{'pipes':['a','b']}                 | pipes=a%7Cb",
                "{'deep':{'a':1,'b':{'c':[2]}}}      | deep%5Ba%5D=1&deep%5Bb%5D%5Bc%5D%5B0%5D=2",
                "{'reserved':'a/b?c&d#e'}            | reserved=a/b?c%26d%23e",
                "{'as_json':{'a':[1]}}               | as_json=%7B%22a%22%3A%5B1%5D%7D",
                "{'number':1e21,'flag':false}        | number=1000000000000000000000&flag=false",
                "{'form':[]}                         | ''",
                "{'number':1.50}                     | number=1.50",
            })
    void a_query_parameter_is_written_in_its_style(String arguments, String query) {
        assertThat(asked("query", arguments).uri()).isEqualTo("/v1/query" + (query.isEmpty() ? "" : "?" + query));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path     | 'a/b' | 'a/b' | 'a/b'                        | a%2Fb/.a%2Fb/;matrix=a%2Fb",
                "path     | [1,2] | [1,2] | [1,2]                        | 1,2/.1,2/;matrix=1,2",
                "path     | {'a':1,'b':2} | {'a':1,'b':2} | {'a':1,'b':2} | a,1,b,2/.a,1,b,2/;matrix=a,1,b,2",
                "exploded | [1,2] | [1,2] | [1,2]                        | 1,2/.1.2/;matrix=1;matrix=2",
                "exploded | {'a':1,'b':2} | {'a':1,'b':2} | {'a':1,'b':2} | a=1,b=2/.a=1.b=2/;a=1;b=2",
            },
            quoteCharacter = '~')
    void a_path_parameter_is_written_in_its_style(
            String tool, String simple, String label, String matrix, String path) {
        String arguments = "{'simple':" + simple + ",'label':" + label + ",'matrix':" + matrix + "}";

        assertThat(asked(tool, arguments).uri()).isEqualTo("/v1/" + tool + "/" + path + "/end");
    }

    @Test
    void headers_and_cookies_are_written_and_the_credential_is_the_gateways() {
        RestApi.Asked request = asked("query", "{'X-List':['a','b'],'X-Object':{'a':1,'b':2},'crumb':'x y'}");

        assertThat(request.header("X-List")).isEqualTo("a,b");
        assertThat(request.header("X-Object")).isEqualTo("a=1,b=2");
        assertThat(request.header("Cookie")).isEqualTo("crumb=x%20y");
        assertThat(request.header("Authorization")).isEqualTo("Bearer s3cr3t");
        assertThat(tool("query").at("/inputSchema/properties").has("Authorization"))
                .isFalse();
    }

    @Test
    void no_header_of_the_callers_reaches_the_api() {
        gateway.send(
                "POST",
                "/mcp/invoke?mcp_server=shop",
                "{\"tool_name\":\"items_get\",\"parameters\":{\"id\":\"1\"}}",
                "Content-Type",
                "application/json",
                "X-Mine",
                "mine",
                "Cookie",
                "mine=1",
                "Authorization",
                "Bearer mine");

        assertThat(api.asked()).hasSize(1);
        assertThat(api.asked().getFirst().headers().toString()).doesNotContain("mine");
        assertThat(api.asked().getFirst().headers().keySet())
                .containsOnly("accept", "authorization", "connection", "host", "user-agent");
    }

    @Test
    void bodies_are_written_as_their_type_has_it() {
        assertThat(asked("form", "{'name':'a b','tags':['x','y'],'address':{'city':'Köln'},'plain':{'a':1}}")
                        .text())
                .isEqualTo("name=a%20b&tags=x&tags=y&address%5Bcity%5D=K%C3%B6ln&plain=%7B%22a%22%3A1%7D");
        api.forget();
        assertThat(asked("text", "{'body':'grüße'}").text()).isEqualTo("grüße");
        api.forget();
        assertThat(asked("text", "{}").body()).isEmpty();
        api.forget();
        assertThat(asked("raw", "{'body':'AAEC/w=='}").body()).containsExactly(0, 1, 2, 255);
        api.forget();
        RestApi.Asked upload = asked("upload", "{'file':'AAEC/w==','caption':'grüße','facts':{'a':1}}");
        assertThat(upload.header("Content-Type")).startsWith("multipart/form-data; boundary=part-");
        assertThat(upload.text())
                .contains("name=\"file\"", "Content-Type: image/png", "grüße", "application/json", "{\"a\":1}");
    }

    @Test
    void an_optional_body_is_left_out_or_whole() {
        assertThat(asked("items_create", "{}").body()).isEmpty();
        assertThat(api.asked().getFirst().header("Content-Type")).isEmpty();
        assertThat(gateway.call("shop__items_create", "{\"body\":{\"price\":1}}")
                        .toString())
                .contains("/body", "name");
        api.forget();
        assertThat(asked("items_create", "{'body':{'name':'a'}}").text()).isEqualTo("{\"name\":\"a\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "items_list   | {'per_page':101}             | /per_page",
                "items_list   | {'per_page':'many'}          | /per_page",
                "items_list   | {'sort':'up'}                | sort",
                "items_put    | {'id':'1'}                   | name",
                "items_put    | {'id':'1','name':'a','colour':'blue'} | /colour",
                "items_get    | {'id':''}                    | /id",
                "items_get    | {'id':'..'}                  | /id",
                "query        | {'X-List':['a\\r\\nb']}      | /X-List",
                "raw          | {'body':'not base64!'}       | Base64",
            },
            quoteCharacter = '~')
    void arguments_that_do_not_fit_never_leave(String tool, String arguments, String where) {
        JsonNode answer = gateway.call("shop__" + tool, arguments.replace('\'', '"'));

        assertThat(answer.toString()).contains("invalid arguments for tool " + tool, where);
        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void an_object_is_structured_content_and_a_list_is_wrapped() {
        api.on("/v1/items/1", any -> Told.json(200, "{\"id\": 1, \"price\": 1.50}"));
        api.on("/v1/items", any -> Told.json(200, "[{\"id\": 1}]"));

        JsonNode item = call("items_get", "{'id':'1'}");
        JsonNode list = call("items_list", "{}");

        assertThat(item.path("structuredContent")).isEqualTo(json("{\"id\": 1, \"price\": 1.50}"));
        assertThat(item.at("/content/0/text").asText()).isEqualTo("{\"id\": 1, \"price\": 1.50}");
        assertThat(list.path("structuredContent")).isEqualTo(json("{\"items\": [{\"id\": 1}]}"));
        assertThat(list.at("/content/0/text").asText()).isEqualTo("[{\"id\": 1}]");
    }

    @Test
    void an_answer_without_words_is_a_success_that_says_so() {
        api.on("/v1/items/2", any -> new Told(204, java.util.Map.of(), new byte[0]));

        JsonNode result = call("items_delete", "{'id':'2'}");

        assertThat(result.path("isError").asBoolean()).isFalse();
        assertThat(result.at("/content/0/text").asText()).contains("HTTP 204");
    }

    @Test
    void bytes_come_as_an_image_or_a_resource() {
        byte[] bytes = {(byte) 137, 80, 78, 71};
        api.on("/v1/items/3", any -> Told.of("image/png", bytes));
        api.on("/v1/items/4", any -> Told.of("application/zip", bytes));

        JsonNode image = call("items_get", "{'id':'3'}").at("/content/0");
        JsonNode zip = call("items_get", "{'id':'4'}").at("/content/0");

        String base64 = Base64.getEncoder().encodeToString(bytes);
        assertThat(image)
                .isEqualTo(json("{\"type\":\"image\",\"data\":\"" + base64 + "\",\"mimeType\":\"image/png\"}"));
        assertThat(zip.path("type").asText()).isEqualTo("resource");
        assertThat(zip.at("/resource/blob").asText()).isEqualTo(base64);
        assertThat(zip.at("/resource/uri").asText()).isEqualTo(api.url() + "/v1/items/4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'message':'price is no number'}            | price is no number. Compare the arguments",
                "404 | {'error':{'message':'no such item'}}        | no such item. Nothing is there",
                "403 | {'detail':'not for you'}                    | not for you. The gateway's credential may not do this",
                "409 | {'errors':[{'message':'changed'}]}          | read it again",
                "500 | oops                                        | The API is in trouble",
                "503 | {}                                          | wait 7 seconds",
                "429 | {'title':'slow down'}                       | Too many requests: wait 7 seconds",
            },
            quoteCharacter = '~')
    void an_error_says_what_the_api_said_and_what_may_be_done(int status, String body, String text) {
        api.on("/v1/items/5", any -> Told.json(status, body.replace('\'', '"')).with("Retry-After", "7"));

        JsonNode result = call("items_get", "{'id':'5'}");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText())
                .startsWith("HTTP " + status)
                .contains(text);
        assertThat(result.at("/_meta").toString()).contains("\"status\":" + status, "\"retry_after_seconds\":7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | <http://x/items?page=3&per_page=2>; rel=\"next\", <http://x/items?page=9>; rel=\"last\" | {'page':3,'per_page':2}",
                "{'per_page':2} | <http://x/items?page=9>; rel=last, <http://x/items?page=3&per_page=2>; rel=next | {'page':3}",
                "{} | <http://x/items?page=9>; rel=\"prev\" | ",
            },
            quoteCharacter = '~')
    void a_link_to_the_next_page_is_told_as_arguments(String arguments, String link, String next) {
        api.on("/v1/items", any -> Told.json(200, "[]").with("Link", link));

        JsonNode result = call("items_list", arguments);

        JsonNode told = result.path("_meta").path("com.datacline.gateway/http").path("next");
        if (next == null) {
            assertThat(told.isMissingNode()).isTrue();
            assertThat(result.path("content")).hasSize(1);
        } else {
            assertThat(told).isEqualTo(json(next.replace('\'', '"')));
            assertThat(result.at("/content/1/text").asText()).contains("call again with", "page=3");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'next_cursor':'abc','has_more':true}              | {'cursor':'abc'}",
                "{'response_metadata':{'next_cursor':'abc'}}        | {'cursor':'abc'}",
                "{'response_metadata':{'next_cursor':''}}           | ",
                "{'pagination':{'next_page':'http://x/?page=4'}}    | {'page':4}",
                "{'next_page':2}                                    | {'page':2}",
                "{'next':null}                                      | ",
                "{'data':[{'id':'a'},{'id':'b'}],'has_more':true}   | {'starting_after':'b'}",
                "{'data':[{'id':'a'},{'id':'b'}],'has_more':false}  | ",
            },
            quoteCharacter = '~')
    void a_cursor_in_the_answer_is_told_as_an_argument(String body, String next) {
        api.on("/v1/items", any -> Told.json(200, body.replace('\'', '"')));

        JsonNode told = call("items_list", "{}")
                .path("_meta")
                .path("com.datacline.gateway/http")
                .path("next");

        assertThat(told).isEqualTo(next == null ? told : json(next.replace('\'', '"')));
        assertThat(told.isMissingNode()).isEqualTo(next == null);
    }

    @Test
    void a_redirect_is_told_and_not_followed() {
        RestApi other = RestApi.start();
        api.on(
                "/v1/redirect",
                any -> new Told(302, java.util.Map.of("Location", java.util.List.of(other.url() + "/x")), new byte[0]));
        api.on(
                "/v1/items/6",
                any -> new Told(301, java.util.Map.of("Location", java.util.List.of(other.url() + "/x")), new byte[0]));
        try (other) {
            JsonNode told = call("redirect", "{}");
            JsonNode moved = call("items_get", "{'id':'6'}");

            assertThat(told.path("isError").asBoolean()).isFalse();
            assertThat(told.toString()).contains(other.url() + "/x", "does not follow redirects");
            assertThat(moved.path("isError").asBoolean()).isTrue();
            assertThat(other.all()).isEmpty();
        }
    }

    @Test
    void a_call_ends_at_its_deadline() {
        api.on("/v1/slow", any -> {
            try {
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Told.json(200, "{}");
        });
        long start = System.nanoTime();

        JsonNode answer = gateway.call("shop__slow", "{}");

        assertThat(answer.toString()).contains("did not answer within 2000 ms");
        assertThat(System.nanoTime() - start).isLessThan(8_000_000_000L);
    }

    @Test
    void an_answer_that_is_too_long_is_not_read() {
        api.on("/v1/items/7", any -> Told.of("text/plain", new byte[2_000_000]));

        assertThat(gateway.call("shop__items_get", "{\"id\":\"7\"}").toString())
                .contains("2000000 bytes, more than the 1048576 that are read");
    }

    @Test
    void a_refused_credential_is_a_failure_that_does_not_show_it() {
        api.on("/v1/items/8", any -> Told.json(401, "{\"message\":\"Bad credentials\"}"));

        JsonNode answer = gateway.call("shop__items_get", "{\"id\":\"8\"}");

        assertThat(answer.toString())
                .contains("refused the gateway's credential (HTTP 401)")
                .doesNotContain("s3cr3t");
    }

    @Test
    void a_call_leaves_its_record() {
        call("items_get", "{'id':'9'}");

        JsonNode record = gateway.journal().stream()
                .filter(one -> one.path("tool_name").asText().equals("items_get")
                        && one.at("/parameters/id").asText().equals("9"))
                .findFirst()
                .orElseThrow();
        assertThat(record.path("mcp_server").asText()).isEqualTo("shop");
        assertThat(record.path("status").asText()).isEqualTo("success");
        assertThat(record.toString()).doesNotContain("s3cr3t");
    }
}
