package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.demo.DemoServers;
import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clients find and call tools through the gateway, in either era, at {@code /mcp} and at the root. */
class ClientsInFrontIT {
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        GatewayUnderTest.Builder builder = GatewayUnderTest.with().set("gateway.catalogue.page-size", "7");
        keep(DemoServers.start(List.of(0, 0, 0)))
                .servers()
                .forEach(server -> builder.server(server.name(), server.url(), "tags: [logs]"));
        builder.server("everything", keep(NodeProcess.everything()).url());
        gateway = keep(builder.start());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : OPEN.reversed()) {
            each.close();
        }
        OPEN.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/"})
    void typescript_v1(String path) {
        JsonNode seen = script("client-v1.mjs", path);

        assertThat(seen.path("protocolVersion").asText()).isEqualTo("2025-11-25");
        assertWentWell(seen);
        assertTalked(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp, auto, 2026-07-28",
        "/mcp, 2026-07-28, 2026-07-28",
        "/mcp, legacy, 2025-11-25",
        "/, auto, 2026-07-28",
        "/, legacy, 2025-11-25"
    })
    void typescript_v2(String path, String mode, String spoken) {
        JsonNode seen = script("client-v2.mjs", path, mode);

        assertThat(seen.path("protocolVersion").asText()).isEqualTo(spoken);
        assertWentWell(seen);
        assertTalked(seen);
    }

    @Test
    void mcp_remote() {
        assertWentWell(script("client-remote.mjs", "/mcp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/"})
    void inspector_lists_tools(String path) {
        JsonNode listed = inspector(path, "tools/list");

        assertThat(names(listed.path("tools"))).isEqualTo(offered());
    }

    @Test
    void inspector_calls_a_tool() {
        JsonNode echo =
                inspector("/mcp", "tools/call", "--tool-name", "everything__echo", "--tool-arg", "message=grüße");

        assertThat(echo.at("/content/0/text").asText()).isEqualTo("Echo: grüße");
    }

    @Test
    void inspector_calls_a_broadcast_tool() {
        JsonNode broadcast = inspector("/mcp", "tools/call", "--tool-name", "broadcast__get_indices");

        assertThat(broadcast.at("/structuredContent/successful").asInt()).isEqualTo(3);
    }

    @Test
    void inspector_finds_no_unknown_tool() {
        NodeProcess.Output output = NodeProcess.program(
                "mcp-inspector", inspectorArguments("/mcp", "tools/call", "--tool-name", "everything__ecko"));

        assertThat(output.exitCode()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/"})
    void java(String path) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        gateway.url("").toString())
                .endpoint(path)
                .build();
        try (McpSyncClient client = McpClient.sync(transport)
                .jsonSchemaValidator(new OutputCheck())
                .enableCallToolSchemaCaching(true)
                .build()) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("secure-mcp-gateway");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .isEqualTo(offered());

            McpSchema.CallToolResult echo = call(client, "everything__echo", Map.of("message", "grüße"));
            assertThat(echo.content()).isEqualTo(List.of(new McpSchema.TextContent("Echo: grüße")));

            McpSchema.CallToolResult broadcast = call(client, "broadcast__get_indices", Map.of());
            assertThat(broadcast.structuredContent())
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("successful", 3);

            assertThatThrownBy(() -> call(client, "everything__ecko", Map.of()))
                    .isInstanceOfSatisfying(McpError.class, error -> {
                        assertThat(error.getJsonRpcError().code()).isEqualTo(-32602);
                        assertThat(error.getJsonRpcError().message()).contains("everything__echo");
                    });
        }
    }

    @Test
    void java_is_told_of_progress_and_asked_for_input() {
        List<Double> steps = new CopyOnWriteArrayList<>();
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        gateway.url("").toString())
                .endpoint("/mcp")
                .build();
        try (McpSyncClient client = McpClient.sync(transport)
                .jsonSchemaValidator(new OutputCheck())
                .capabilities(
                        McpSchema.ClientCapabilities.builder().elicitation().build())
                .elicitation(asked -> new McpSchema.ElicitResult(
                        McpSchema.ElicitResult.Action.ACCEPT, Map.of("name", "Grüße", "check", true)))
                .progressConsumer(progress -> steps.add(progress.progress()))
                .build()) {
            client.initialize();

            client.callTool(McpSchema.CallToolRequest.builder("everything__trigger-long-running-operation")
                    .arguments(Map.of("duration", 1, "steps", 4))
                    .progressToken("mine")
                    .build());
            McpSchema.CallToolResult asked = call(client, "everything__trigger-elicitation-request", Map.of());

            assertThat(steps).containsExactly(1.0, 2.0, 3.0, 4.0);
            assertThat(asked.content().toString()).contains("Grüße");
        }
    }

    private static void assertWentWell(JsonNode seen) {
        assertThat(seen.at("/server/name").asText()).isEqualTo("secure-mcp-gateway");
        assertThat(seen.path("instructions").asText()).contains("server__name");
        assertThat(names(seen.path("tools"))).isEqualTo(offered());
        assertThat(seen.at("/echo/content/0/text").asText()).isEqualTo("Echo: grüße");
        assertThat(seen.at("/structured/structuredContent").has("temperature")).isTrue();
        for (String broadcast : List.of("broadcast", "byTag")) {
            JsonNode structured = seen.path(broadcast).path("structuredContent");
            assertThat(structured.path("successful").asInt()).isEqualTo(3);
            assertThat(structured.at("/servers/elk-events/result/content")).isNotEmpty();
        }
        assertThat(seen.path("resources").asInt()).isPositive();
        assertThat(seen.at("/resource/contents/0/text").asText()).contains("Resource 1");
        assertThat(seen.path("prompts")).anyMatch(name -> name.asText().equals("everything__args-prompt"));
        assertThat(seen.at("/prompt/messages/0/content/text").asText()).contains("Zürich");
        assertThat(seen.at("/toolError/isError").asBoolean()).isTrue();
        assertThat(seen.at("/unknown/code").asInt()).isEqualTo(-32602);
        assertThat(seen.at("/unknown/message").asText()).contains("everything__echo");
        assertThat(seen.at("/unknown/data/code").asText()).isEqualTo("unknown_tool");
    }

    /** A server reports progress and asks for input, in whatever way the client's era has for it. */
    private static void assertTalked(JsonNode seen) {
        assertThat(seen.at("/ran/content/0/text").asText()).contains("Long running operation completed");
        assertThat(seen.path("steps")).isEqualTo(json("[\"1 of 4\",\"2 of 4\",\"3 of 4\",\"4 of 4\"]"));
        assertThat(seen.at("/asked/content").toString()).contains("Grüße");
    }

    private static List<String> offered() {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = gateway.mcp("tools/list", json(cursor.isEmpty() ? "{}" : "{\"cursor\":\"" + cursor + "\"}"))
                    .path("result");
            names.addAll(names(page.path("tools")));
            cursor = page.path("nextCursor").asText();
        } while (!cursor.isEmpty());
        assertThat(names).contains("everything__echo", "elk-events__search_logs", "broadcast__get_indices");
        return names;
    }

    private static List<String> names(JsonNode tools) {
        List<String> names = new ArrayList<>();
        tools.forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static JsonNode script(String script, String path, String... more) {
        List<String> arguments = new ArrayList<>(List.of(gateway.url(path).toString()));
        arguments.addAll(List.of(more));
        return said(NodeProcess.script(script, arguments.toArray(String[]::new)));
    }

    private static JsonNode inspector(String path, String method, String... more) {
        return said(NodeProcess.program("mcp-inspector", inspectorArguments(path, method, more)));
    }

    private static String[] inspectorArguments(String path, String method, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--cli", gateway.url(path).toString(), "--transport", "http", "--method", method));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static JsonNode said(NodeProcess.Output output) {
        assertThat(output.exitCode()).as("exit code; see %s", output.errors()).isZero();
        return json(output.out());
    }

    private static <T extends AutoCloseable> T keep(T resource) {
        OPEN.add(resource);
        return resource;
    }
}
