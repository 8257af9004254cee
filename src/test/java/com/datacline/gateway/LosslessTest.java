package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.LiteralServer;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LosslessTest {
    private static final String TOOL = """
            {"name":"t","title":"Ti\\u0000tle","description":"d","icons":[{"src":"data:image/png;base64,AA==","sizes":["any"]}],\
            "inputSchema":{"$schema":"https://json-schema.org/draft/2020-12/schema","$defs":{"n":{"maximum":12345678901234567890.123456789012345}},\
            "type":"object","properties":{"n":{"$ref":"#/$defs/n"},"x":{"type":"number","multipleOf":0.10,"default":1.0}},"x-order":[2,1]},\
            "outputSchema":{"type":"object"},"annotations":{"readOnlyHint":true,"x-risk":null},"_meta":{"a/b":[1.0,-0.50]},\
            "execution":{"taskSupport":"optional"},"x-unknown":{"deep":[[[{}]]]}}""";
    private static final String RESULT = """
            {"content":[{"type":"text","text":"caf\u00e9 \\u2028 \ud83d\ude00","annotations":{"audience":["user"],"priority":0.9}},\
            {"type":"image","data":"iVBORw0KGgo=","mimeType":"image/png"},{"type":"audio","data":"UklGRg==","mimeType":"audio/wav"},\
            {"type":"resource_link","uri":"file:///a%20b","name":"a","size":9007199254740993},\
            {"type":"resource","resource":{"uri":"x://y","mimeType":"text/plain","text":"in","blob":null}},{"type":"hologram","z":[]}],\
            "structuredContent":{"big":12345678901234567890.123456789012345,"int":123456789012345678901234567890,"one":1.0,"tiny":0.000,"no":null},\
            "isError":false,"_meta":{"com.example/trace":{"id":"7"}},"x-unknown":true}""";

    private static LiteralServer literal;
    private static ScriptedServer scripted;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        literal = LiteralServer.start();
        scripted = ScriptedServer.start();
        literal.saying("tools/list", "\"result\":{\"tools\":[" + TOOL + "]}");
        gateway = GatewayUnderTest.with()
                .server("lit", literal.url())
                .server("scripted", scripted.url())
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        literal.close();
        scripted.close();
    }

    @Test
    void a_tool_is_described_letter_by_letter_as_its_server_does() {
        String list = gateway.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .body();

        assertThat(list).contains(sameText(TOOL).replace("\"name\":\"t\"", "\"name\":\"lit__t\""));
    }

    @Test
    void a_rich_tool_keeps_all_but_its_name() {
        ObjectNode expected = ScriptedTool.echo().definition().deepCopy().put("name", "scripted__echo");
        for (JsonNode tool :
                gateway.mcp("tools/list", GatewayUnderTest.json("{}")).at("/result/tools")) {
            if (tool.path("name").asText().equals("scripted__echo")) {
                assertThat(GatewayUnderTest.json(tool.toString()))
                        .isEqualTo(GatewayUnderTest.json(expected.toString()));
                return;
            }
        }
        throw new AssertionError("scripted__echo is not listed");
    }

    @Test
    void a_result_is_passed_on_letter_by_letter() {
        literal.saying("tools/call", "\"result\":" + RESULT);

        assertThat(call("{}")).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + sameText(RESULT) + "}");
    }

    @Test
    void an_error_a_tool_reports_is_a_result() {
        literal.saying("tools/call", "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"isError\":true}");

        assertThat(call("{}"))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":"
                        + "{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"isError\":true}}");
    }

    @Test
    void numbers_beyond_any_machine_keep_their_value() {
        literal.saying("tools/call", "\"result\":{\"structuredContent\":[1e400,-2E-400,1e999999999,0.1e1]}");

        JsonNode numbers = GatewayUnderTest.json(call("{}")).at("/result/structuredContent");

        assertThat(numbers.get(0).decimalValue()).isEqualByComparingTo("1e400");
        assertThat(numbers.get(1).decimalValue()).isEqualByComparingTo("-2e-400");
        assertThat(numbers.get(2).decimalValue().scale()).isEqualTo(-999999999);
        assertThat(numbers.get(3).decimalValue()).isEqualByComparingTo("1");
    }

    @Test
    void arguments_and_meta_reach_the_server_letter_by_letter() {
        literal.saying("tools/call", "\"result\":{}");
        String arguments =
                "{\"n\":12345678901234567890.123456789012345,\"one\":1.0,\"nil\":null,\"s\":\"\u00e9\\u0001\",\"a\":[[]]}";

        call(arguments, ",\"_meta\":{\"traceparent\":\"00-1-2-01\",\"com.example/x\":1.50}");

        JsonNode params = literal.messages("tools/call").getLast().path("params");
        assertThat(params.path("arguments")).hasToString(sameText(arguments));
        assertThat(params.path("_meta")).hasToString("{\"traceparent\":\"00-1-2-01\",\"com.example/x\":1.50}");
    }

    @Test
    void rest_keeps_the_whole_result_too() {
        literal.saying("tools/call", "\"result\":" + RESULT);

        String body = gateway.post("/mcp/invoke?mcp_server=lit", "{\"tool_name\":\"t\"}")
                .body();
        String payload = gateway.post("/mcp/invoke?mcp_server=lit&result=payload", "{\"tool_name\":\"t\"}")
                .body();

        assertThat(body).contains("\"result\":" + sameText(RESULT));
        assertThat(payload).contains("\"result\":{\"big\":12345678901234567890.123456789012345,");
    }

    private static String call(String arguments) {
        return call(arguments, "");
    }

    private static String call(String arguments, String more) {
        return gateway.post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"lit__t\",\"arguments\":"
                                + arguments + more + "}}")
                .body();
    }

    /** The same JSON with each letter escaped or not as the gateway does it, which JSON does not tell apart. */
    private static String sameText(String json) {
        return json.replace("\\u2028", "\u2028");
    }
}
