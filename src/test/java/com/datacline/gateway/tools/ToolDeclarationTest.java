package com.datacline.gateway.tools;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolDeclarationTest {
    @TempDir
    Path folder;

    @Test
    void a_declaration_of_camel_4_22_is_a_tool_definition() throws Exception {
        ObjectNode definition = only("""
                - from:
                    uri: ai-tool:calculator
                    parameters:
                      tags: math, exact
                      title: Calculator
                      description: "Calculate a math expression, (a) {b} 'c' / 100%25"
                      readOnlyHint: true
                      destructiveHint: false
                      parameter.a: number
                      parameter.a.description: "First operand"
                      parameter.a.required: true
                      parameter.b: int
                      parameter.b.enum: 1,2
                      parameter.operation.enum: "add, subtract"
                      parameter.list: array
                    steps: [{setBody: {constant: x}}]
                """).definition();

        assertThat(definition.toString()).isEqualTo(json("""
                {"name": "calculator", "title": "Calculator",
                 "description": "Calculate a math expression, (a) {b} 'c' / 100%",
                 "inputSchema": {"type": "object", "properties": {
                   "a": {"type": "number", "description": "First operand"},
                   "b": {"type": "integer", "enum": [1, 2]},
                   "list": {"type": "array"},
                   "operation": {"type": "string", "enum": ["add", "subtract"]}},
                   "required": ["a"], "additionalProperties": false},
                 "annotations": {"readOnlyHint": true, "destructiveHint": false},
                 "_meta": {"com.datacline/tags": ["math", "exact"]}}""").toString());
    }

    @Test
    void everything_may_stand_in_the_uri() throws Exception {
        ToolDeclaration tool = only("""
                - from:
                    uri: "ai-tool:x_1?tags=a,b&description=Get it&parameter.id=string&parameter.id.required=true"
                    steps: [{setBody: {constant: x}}]
                """);

        assertThat(tool.tags()).containsExactly("a", "b");
        assertThat(tool.description()).isEqualTo("Get it");
        assertThat(tool.inputSchema().at("/required/0").asText()).isEqualTo("id");
    }

    @Test
    void a_schema_of_its_own_may_be_in_a_file() throws Exception {
        Path schema = Files.writeString(
                folder.resolve("order.json"),
                "{\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"pattern\":\"^a+&%$\"}}}}");

        assertThat(declared("description: d, argSchema: \"file:" + schema + "\"")
                        .inputSchema()
                        .toString())
                .isEqualTo("{\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"pattern\":\"^a+&%$\"}}},"
                        + "\"type\":\"object\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parameter.a: string | no description",
                "description: '  ' | no description",
                "description: d, parameter.a: strng | parameter.a: \"strng\" is no type; there are string, integer",
                "description: d, parameter.a.required: yes | parameter.a.required must be true or false, was \"yes\"",
                "description: d, parameter.a.default: 1 | parameter.a.default is unknown",
                "description: d, parameter.a: integer, parameter.a.enum: 'x' | parameter.a.enum: \"x\" is no integer",
                "description: d, parameter.a: object, parameter.a.enum: 'x' | does not go with type object",
                "description: d, parameter.a.enum: 'x,,y' | has an empty choice",
                "description: d, readOnlyHint: maybe | readOnlyHint must be true or false",
                "description: d, descriptoin: x | Unknown parameters=[{descriptoin=x}]",
                "description: d, parameter.x y: string | a name has letters, digits",
                "description: d, argSchema: '{' | argSchema is not valid JSON",
                "description: d, argSchema: 'file:nowhere.json' | neither a JSON object nor a file that can be read",
                "description: d, argSchema: '{}' | argSchema names no properties",
                "description: d, argSchema: '{\"type\":\"array\"}' | must be of type object",
                "description: d, argSchema: '{\"properties\":{\"a\":{}},\"required\":[\"b\"]}' | requires \"b\"",
                "description: d, argSchema: '{\"properties\":{\"a\":{\"pattern\":\"[\"}}}' | argSchema is no schema",
                "description: d, parameter.a: string, argSchema: '{\"properties\":{\"a\":{}}}' | do not go together",
            })
    void what_makes_no_sense_is_refused_with_the_reason(String options, String reason) {
        assertThatThrownBy(() -> declared(options)).hasStackTraceContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri",
                "camelSqlQuery",
                "CAMELFILENAME",
                "Camel",
                "org.apache.camel.x",
                "CamelHttpUri.description"
            })
    void no_argument_can_be_a_header_that_steers_camel(String name) {
        assertThatThrownBy(() -> declared("description: d, parameter." + name + ": string"))
                .satisfies(refusal -> assertThat(chain(refusal))
                        .containsAnyOf("steer Camel", "letters, digits", "is unknown; there are"));
        assertThatThrownBy(() -> declared("description: d, argSchema: '{\"properties\":{\"" + name + "\":{}}}'"))
                .hasStackTraceContaining("ai-tool:t: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a b", "a:b", "é", "a/b"})
    void a_name_has_letters_digits_and_two_signs(String name) {
        assertThatThrownBy(() -> only(
                        "- from: {uri: \"ai-tool:" + name + "?description=d\", steps: [{setBody: {constant: x}}]}"))
                .hasStackTraceContaining("a name has letters, digits, '_' and '-' only");
    }

    @Test
    void two_routes_cannot_be_one_tool() {
        String tool =
                "- route: {id: %s, from: {uri: \"ai-tool:t?description=%s\", steps: [{setBody: {constant: x}}]}}\n";

        Throwable refusal = catchThrowable(() -> only(tool.formatted("one", "a") + tool.formatted("two", "b")));

        assertThat(chain(refusal)).contains("two routes are the tool of this name", "two (source: tools");
    }

    @Test
    void a_route_cannot_send_to_a_declaration() {
        assertThatThrownBy(() -> only("- from: {uri: \"direct:x\", steps: [{to: \"ai-tool:t?description=d\"}]}"))
                .hasStackTraceContaining("a route calls a tool with tool:NAME");
    }

    @Test
    void what_files_declare_is_known_before_they_are_started() throws Exception {
        try (DefaultCamelContext context = context()) {
            load(context, "- from: {uri: \"ai-tool:t?description=d&tags=b,a\", steps: [{setBody: {constant: x}}]}");

            assertThat(ToolRoutes.in(context)).isEmpty();
            List<ToolDeclaration> tools = ToolRoutes.declared(context);
            assertThat(tools).extracting(ToolDeclaration::name).containsExactly("t");
            assertThat(ToolRoutes.tags(tools)).containsExactly("a", "b");
        }
    }

    @Test
    void what_cannot_be_used_is_said_of_its_route() throws Exception {
        try (DefaultCamelContext context = context()) {
            load(context, "- route: {id: bad, from: {uri: \"ai-tool:t\", steps: [{setBody: {constant: x}}]}}");

            assertThatThrownBy(() -> ToolRoutes.declared(context))
                    .isInstanceOfSatisfying(
                            FailedToCreateRouteException.class,
                            failed -> assertThat(failed.getRouteId()).isEqualTo("bad"));
        }
    }

    private static ToolDeclaration declared(String options) throws Exception {
        return only("- from: {uri: \"ai-tool:t\", parameters: {" + options + "}, steps: [{setBody: {constant: x}}]}");
    }

    private static ToolDeclaration only(String yaml) throws Exception {
        try (DefaultCamelContext context = context()) {
            load(context, yaml);
            context.start();
            return ToolRoutes.in(context).getFirst();
        }
    }

    private static DefaultCamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.setSourceLocationEnabled(true);
        context.addComponent("ai-tool", new AiToolComponent());
        return context;
    }

    private static void load(DefaultCamelContext context, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("tools.camel.yaml", yaml));
    }

    private static String chain(Throwable problem) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString();
    }
}
