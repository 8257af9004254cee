package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CatalogueNamesTest {
    private static final String REFERRING = """
            {"name":"refer","inputSchema":{"type":"object","$defs":{"short":{"type":"string","maxLength":3}},
             "properties":{"default":{"$ref":"#/$defs/short"},"s":{"$ref":"#/$defs/short"},"again":{"$ref":"#"}},"required":["s"]}}
            """;
    private static ScriptedServer a;
    private static ScriptedServer b;
    private static GatewayUnderTest gateway;
    private static String said;

    @BeforeAll
    static void start(CapturedOutput output) {
        a = server("same", "by_tag__x", "hidden").tool(tool(REFERRING)).start();
        b = server("same", "by_tag__x", "hidden")
                .tool(tool(REFERRING.replace("3", "5")))
                .start();
        gateway = GatewayUnderTest.with()
                .server("a", a.url(), "tags: [x]", "tools: [same, by_tag__x, refer]")
                .server("b", b.url(), "tags: [x]", "prefix: bee", "tools: [same, by_tag__x, refer]")
                .server("c", a.url(), "prefix: \"\"", "tools: [same]", "tags: [lone]")
                .server("d", b.url(), "prefix: \"\"", "tools: [same]")
                .start();
        gateway.toolNames();
        said = output.toString();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        a.close();
        b.close();
    }

    @Test
    void names_follow_prefix_filter_and_order() {
        List<String> names = gateway.toolNames();

        assertThat(names)
                .containsExactly(
                        "a__same",
                        "a__by_tag__x",
                        "a__refer",
                        "bee__same",
                        "bee__by_tag__x",
                        "bee__refer",
                        "same",
                        "broadcast__by_tag__x",
                        "broadcast__refer",
                        "broadcast__same");
        assertThat(gateway.toolNames()).isEqualTo(names);
        assertThat(gateway.call("a__hidden", "{}").at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(gateway.call("bee__same", "{}").path("result").isObject()).isTrue();
        assertThat(gateway.call("b__same", "{}").has("error")).isTrue();
    }

    @Test
    void a_name_that_two_want_is_told_with_both() {
        JsonNode health = GatewayUnderTest.json(gateway.get("/health").body());

        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.path("name_clashes")).hasSize(2);
        assertThat(health.at("/name_clashes/0").asText()).contains("same", "server c", "server d");
        assertThat(health.at("/name_clashes/1").asText()).contains("broadcast__by_tag__x", "tag x", "the broadcast");
        assertThat(said).contains("tool name same", "tool name broadcast__by_tag__x");
    }

    @Test
    void identical_schemas_stand_once_and_differing_ones_side_by_side() {
        assertThat(input("broadcast__same").at("/properties/arguments").has("anyOf"))
                .isFalse();
        assertThat(input("broadcast__refer").at("/properties/arguments/anyOf")).hasSize(2);
        assertThat(input("broadcast__refer").at("/properties/servers/items/enum"))
                .hasToString("[\"a\",\"b\"]");
    }

    @Test
    void references_still_lead_to_their_definitions() {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(input("broadcast__refer"));

        assertThat(schema.validate(arguments("{\"s\":\"abc\"}"))).isEmpty();
        assertThat(schema.validate(arguments("{\"s\":\"abcde\",\"again\":{\"s\":\"abcde\"}}")))
                .isEmpty();
        assertThat(schema.validate(arguments("{\"s\":\"abcdef\"}"))).isNotEmpty();
        assertThat(schema.validate(arguments("{\"s\":\"a\",\"default\":\"abcdef\"}")))
                .isNotEmpty();
        assertThat(schema.validate(arguments("{\"s\":\"a\",\"again\":{}}"))).isNotEmpty();
        assertThat(schema.validate(arguments("{}"))).isNotEmpty();
    }

    private static JsonNode arguments(String json) {
        return GatewayUnderTest.json("{\"arguments\":" + json + "}");
    }

    private static JsonNode input(String name) {
        for (JsonNode tool :
                gateway.mcp("tools/list", GatewayUnderTest.json("{}")).at("/result/tools")) {
            if (tool.path("name").asText().equals(name)) {
                return tool.path("inputSchema");
            }
        }
        throw new AssertionError(name + " is not listed");
    }

    private static ScriptedServer.Builder server(String... tools) {
        ScriptedServer.Builder builder = ScriptedServer.builder().noTools();
        for (String tool : tools) {
            builder.tool(ScriptedTool.named(tool));
        }
        return builder;
    }

    private static ScriptedTool tool(String definition) {
        return ScriptedTool.described((ObjectNode) GatewayUnderTest.json(definition));
    }
}
