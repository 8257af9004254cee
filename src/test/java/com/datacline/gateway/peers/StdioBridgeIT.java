package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.demo.DemoServers;
import com.datacline.gateway.process.CommandProcess;
import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official clients speak to the gateway through {@code datacline stdio} as if it were a program of theirs. */
class StdioBridgeIT {
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        GatewayUnderTest.Builder builder = GatewayUnderTest.with().set("gateway.catalogue.page-size", "7");
        DemoServers demo = DemoServers.start(List.of(0, 0, 0));
        OPEN.add(demo);
        demo.servers().forEach(server -> builder.server(server.name(), server.url(), "tags: [logs]"));
        NodeProcess everything = NodeProcess.everything();
        OPEN.add(everything);
        gateway = builder.server("everything", everything.url()).start();
        OPEN.add(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : OPEN.reversed()) {
            each.close();
        }
        OPEN.clear();
    }

    @ParameterizedTest
    @CsvSource({"v1, ''", "legacy, 2025-11-25", "auto, 2026-07-28", "2026-07-28, 2026-07-28"})
    void typescript(String mode, String spoken) {
        List<String> arguments = new ArrayList<>(List.of(mode));
        arguments.addAll(bridge());

        NodeProcess.Output output = NodeProcess.script("client-stdio.mjs", arguments.toArray(String[]::new));

        assertThat(output.exitCode()).as("exit code; see %s", output.errors()).isZero();
        JsonNode seen = json(output.out());
        assertThat(seen.path("protocolVersion").asText()).isEqualTo(spoken);
        assertThat(seen.path("tools").findValuesAsText("name")).contains("everything__echo", "broadcast__get_indices");
        assertThat(seen.at("/echo/content/0/text").asText()).isEqualTo("Echo: grüße");
        assertThat(seen.at("/broadcast/structuredContent/successful").asInt()).isEqualTo(3);
        assertThat(seen.at("/prompt/messages/0/content/text").asText()).contains("Zürich");
        assertThat(seen.at("/unknown/code").asInt()).isEqualTo(-32602);
        assertThat(seen.path("passed")).isEqualTo(json("[\"1 of 4\",\"2 of 4\",\"3 of 4\",\"4 of 4\"]"));
        assertThat(seen.path("steps").toString()).startsWith("[\"1 of 4\",\"2 of 4\",\"3 of 4\"");
        assertThat(seen.at("/asked/content").toString()).contains("Grüße");
    }

    @Test
    void java() {
        List<String> words = bridge();
        List<Double> steps = new CopyOnWriteArrayList<>();
        StdioClientTransport transport = new StdioClientTransport(
                ServerParameters.builder(words.getFirst())
                        .args(words.subList(1, words.size()))
                        .build(),
                McpJsonDefaults.getMapper());
        try (McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(java.time.Duration.ofSeconds(60))
                .initializationTimeout(java.time.Duration.ofSeconds(60))
                .jsonSchemaValidator(new OutputCheck())
                .capabilities(
                        McpSchema.ClientCapabilities.builder().elicitation().build())
                .elicitation(asked -> new McpSchema.ElicitResult(
                        McpSchema.ElicitResult.Action.ACCEPT, Map.of("name", "Grüße", "check", true)))
                .progressConsumer(progress -> steps.add(progress.progress()))
                .build()) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("secure-mcp-gateway");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("everything__echo");
            client.callTool(McpSchema.CallToolRequest.builder("everything__trigger-long-running-operation")
                    .arguments(Map.of("duration", 1, "steps", 4))
                    .progressToken("mine")
                    .build());
            McpSchema.CallToolResult asked =
                    client.callTool(McpSchema.CallToolRequest.builder("everything__trigger-elicitation-request")
                            .arguments(Map.of())
                            .build());

            assertThat(steps).containsExactly(1.0, 2.0, 3.0, 4.0);
            assertThat(asked.content().toString()).contains("Grüße");
        }
    }

    private static List<String> bridge() {
        return CommandProcess.words("stdio", "--url", gateway.url("").toString());
    }
}
