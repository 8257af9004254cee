package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real servers that are programs show and do through the gateway what they show and do themselves. */
class StdioServersIT {
    @TempDir
    static Path folder;

    private static GatewayUnderTest gateway;
    private static Set<Long> before;

    @BeforeAll
    static void start() throws IOException {
        folder = folder.toRealPath();
        Files.writeString(folder.resolve("note.txt"), "grüße");
        before = children();
        gateway = GatewayUnderTest.with()
                .set("gateway.stdio.enabled", "true")
                .entry("files", NodeProcess.stdio("mcp-server-filesystem", folder.toString()))
                .entry("memory", memory("through.jsonl"))
                .entry("everything", NodeProcess.stdio("mcp-server-everything", "stdio"))
                .entry("asking", NodeProcess.scripted("legacy"))
                .start();
        eventually("all servers are there", () -> gateway.toolNames()
                .containsAll(
                        List.of("files__read_text_file", "memory__read_graph", "everything__echo", "asking__ask")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        assertThat(children()).isSubsetOf(before);
    }

    @ParameterizedTest
    @CsvSource({"files, mcp-server-filesystem", "memory, mcp-server-memory"})
    void tools_are_shown_as_their_server_defines_them(String server, String program) throws IOException {
        Map<String, JsonNode> shown = new TreeMap<>();
        gateway.mcp("tools/list", object()).at("/result/tools").forEach(tool -> {
            String name = tool.path("name").asText();
            if (name.startsWith(server + "__")) {
                String own = name.substring(server.length() + 2);
                shown.put(own, ((ObjectNode) tool.deepCopy()).put("name", own));
            }
        });

        Map<String, JsonNode> defined = new TreeMap<>();
        try (DirectProcess direct = new DirectProcess(program, folder.toString())) {
            direct.ask("tools/list", object())
                    .at("/result/tools")
                    .forEach(tool -> defined.put(tool.path("name").asText(), tool));
        }

        assertThat(shown).hasSizeGreaterThan(5).isEqualTo(defined);
    }

    @Test
    void a_file_is_read() throws IOException {
        String path = folder.resolve("note.txt").toString();

        JsonNode through = gateway.call("files__read_text_file", "{\"path\":\"" + path + "\"}");

        assertThat(through.at("/result/content/0/text").asText()).isEqualTo("grüße");
        try (DirectProcess direct = new DirectProcess("mcp-server-filesystem", folder.toString())) {
            ObjectNode params = object().put("name", "read_text_file");
            params.putObject("arguments").put("path", path);
            assertThat(through.path("result"))
                    .isEqualTo(direct.ask("tools/call", params).path("result"));
        }
    }

    @Test
    void a_fact_is_kept_and_found() {
        gateway.call(
                "memory__create_entities",
                "{\"entities\":[{\"name\":\"Ana\",\"entityType\":\"person\",\"observations\":[\"likes tea\"]}]}");

        JsonNode found = gateway.call("memory__search_nodes", "{\"query\":\"tea\"}");

        assertThat(found.at("/result/structuredContent/entities/0/name").asText())
                .isEqualTo("Ana");
    }

    @Test
    void a_server_that_was_killed_is_started_again() {
        gateway.call("files__list_allowed_directories", "{}");
        List<ProcessHandle> processes = ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("mcp-server-filesystem"))
                .toList();
        assertThat(processes).isNotEmpty();

        processes.forEach(ProcessHandle::destroyForcibly);

        eventually("they are gone", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
        eventually("another answers", () -> gateway.call("files__list_allowed_directories", "{}")
                .at("/result/content/0/text")
                .asText()
                .contains(folder.toString()));
    }

    @Test
    void a_session_is_asked_and_hears_of_progress_and_its_process_ends_with_it() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        long around = everythings();
        try (McpSyncClient client = client(heard)) {
            client.initialize();
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("everything__echo", "files__read_text_file");

            McpSchema.CallToolResult asked = client.callTool(new McpSchema.CallToolRequest("asking__ask", Map.of()));
            client.callTool(McpSchema.CallToolRequest.builder("everything__trigger-long-running-operation")
                    .arguments(Map.of("duration", 1, "steps", 4))
                    .progressToken("the-token")
                    .build());

            assertThat(asked.toString()).contains("Ana");
            eventually(
                    "progress",
                    () -> heard.stream()
                                    .filter(said -> said.startsWith("progress the-token"))
                                    .count()
                            >= 4);
            assertThat(everythings()).isGreaterThan(around);
        }
        eventually("its process ends", () -> everythings() <= around);
    }

    private static McpSyncClient client(Queue<String> heard) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        gateway.url("").toString())
                .endpoint("/mcp")
                .build();
        Consumer<McpSchema.ProgressNotification> progress =
                said -> heard.add("progress " + said.progressToken() + " " + said.progress());
        return McpClient.sync(transport)
                .jsonSchemaValidator(new OutputCheck())
                .capabilities(
                        McpSchema.ClientCapabilities.builder().elicitation().build())
                .elicitation(request ->
                        new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.ACCEPT, Map.of("name", "Ana"), null))
                .progressConsumer(progress)
                .build();
    }

    private static long everythings() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("mcp-server-everything"))
                .count();
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static String[] memory(String file) {
        List<String> keys = new ArrayList<>(List.of(NodeProcess.stdio("mcp-server-memory")));
        keys.add("env: {MEMORY_FILE_PATH: \"" + folder.resolve(file) + "\"}");
        return keys.toArray(String[]::new);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
