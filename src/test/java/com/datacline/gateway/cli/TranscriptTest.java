package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.demo.DemoServers;
import com.datacline.gateway.fixture.Received;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Types the commands of {@code src/test/resources/cli} into this process, in front of a gateway that runs. */
class TranscriptTest {
    private static final Path FOLDER = Path.of("src/test/resources/cli");

    private static final List<AutoCloseable> running = new ArrayList<>();
    private static GatewayUnderTest gateway;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        GatewayUnderTest.Builder builder = GatewayUnderTest.with();
        DemoServers demo = keep(DemoServers.start(List.of(0, 0, 0)));
        demo.servers().forEach(server -> builder.server(server.name(), server.url(), "tags: [logging]"));
        builder.server(
                "prod-server",
                scripted(tool("my_tool", "Does what it is told.")).url());
        for (String node : List.of("campaign-node1", "event-node1", "event-node2")) {
            ScriptedTool logs = tool("get_logs", "Finds lines of logs.")
                    .answering(ScriptedTool.text("a line of " + node + " " + "x".repeat(220)));
            ScriptedTool half = tool("half", "Works at one server only.");
            ScriptedTool broken = tool("broken", "Never works.").answering(failure("out of order"));
            builder.server(
                    node,
                    scripted(logs, broken, node.startsWith("event") ? half.answering(failure("no disk")) : half)
                            .url(),
                    "tags: [elk-logs]");
        }
        builder.server("notes", notes().url(), "description: Notes of the team", "tags: [documents]");
        ScriptedServer gone = scripted();
        gone.close();
        builder.server("gone", gone.url());
        builder.server("asleep", gone.url(), "enabled: false");
        gateway = keep(builder.start());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable one : running.reversed()) {
            one.close();
        }
    }

    static Stream<Transcript> transcripts() throws IOException {
        return Files.list(FOLDER)
                .filter(file -> file.toString().endsWith(".txt"))
                .sorted()
                .map(Transcript::read);
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void the_commands_print_what_the_transcript_says(Transcript transcript) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("files"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        assertThat(transcript.steps()).isNotEmpty();
        for (Transcript.Step step : transcript.steps()) {
            String actual = type(step.words());
            assertThat(step.fits(actual))
                    .as("$ %s%nexpected:%n%s%nactual:%n%s", step.command(), step.output(), actual)
                    .isTrue();
        }
    }

    private String type(List<String> words) throws IOException {
        if (words.getFirst().equals("cat")) {
            return Files.readString(folder.resolve(words.get(1)));
        }
        assertThat(words.getFirst()).isEqualTo("datacline");
        List<String> given = new ArrayList<>(words.subList(1, words.size()));
        given.replaceAll(word ->
                Files.isRegularFile(folder.resolve(word)) ? folder.resolve(word).toString() : word);
        CommandLine command = Datacline.commands();
        for (String word : given) {
            command = command.getSubcommands().getOrDefault(word, command);
        }
        place(command, given, "--config", folder.resolve("mcp_servers.yaml").toString());
        place(command, given, "--url", gateway.url("").toString());
        Terminal printed = Terminal.run(given.toArray(String[]::new));
        String whole = printed.out() + printed.err() + (printed.code() == 0 ? "" : "(exit " + printed.code() + ")\n");
        return whole.replace(folder + "/", "").replace(gateway.url("").toString(), "http://localhost:8000");
    }

    private static void place(CommandLine command, List<String> given, String option, String value) {
        if (command.getCommandSpec().findOption(option) != null
                && !given.contains(option)
                && !given.contains("--api-url")
                && !given.contains("--help")) {
            given.addAll(List.of(option, value));
        }
    }

    private static ScriptedTool tool(String name, String description) {
        ObjectNode definition = literal("""
                {"title": "Made up", "annotations": {"readOnlyHint": true},
                 "inputSchema": {
                   "type": "object", "required": ["query"],
                   "properties": {
                     "query": {"type": "string", "description": "What to look for."},
                     "limit": {"type": "integer", "default": 10, "description": "How many."},
                     "order": {"enum": ["up", "down"]},
                     "levels": {"type": "array", "items": {"$ref": "#/$defs/level"}}},
                   "$defs": {"level": {"type": "string"}}}}
                """);
        if (!name.equals("get_logs")) {
            ((ObjectNode) definition.path("inputSchema")).remove("required");
        }
        definition.put("name", name).put("description", description);
        return ScriptedTool.described(definition)
                .answering(arguments -> ScriptedTool.text("done").set("structuredContent", arguments.deepCopy()));
    }

    private static ObjectNode failure(String text) {
        return ScriptedTool.text(text).put("isError", true);
    }

    private static ScriptedServer scripted(ScriptedTool... tools) {
        ScriptedServer.Builder builder = ScriptedServer.builder().noTools();
        for (ScriptedTool tool : tools) {
            builder.tool(tool);
        }
        return keep(builder.start());
    }

    private static ScriptedServer notes() {
        return keep(ScriptedServer.builder()
                .named("notes-server")
                .list(
                        "resources/list",
                        "{\"uri\":\"note://1\",\"name\":\"one\",\"mimeType\":\"text/plain\"}",
                        "{\"uri\":\"note://picture\",\"name\":\"picture\",\"mimeType\":\"image/png\"}")
                .list(
                        "resources/templates/list",
                        "{\"uriTemplate\":\"note://{id}\",\"name\":\"note\",\"description\":\"One note.\"}")
                .list("prompts/list", """
                        {"name": "summary", "description": "Sums up.",
                         "arguments": [{"name": "page", "required": true}, {"name": "style"}]}""")
                .answer("resources/read", TranscriptTest::content)
                .answer("prompts/get", TranscriptTest::prompt)
                .start());
    }

    private static ObjectNode content(Received asked) {
        String uri = asked.params().path("uri").asText();
        return literal(
                uri.endsWith("picture")
                        ? "{\"contents\":[{\"uri\":\"%s\",\"mimeType\":\"image/png\",\"blob\":\"iVBORw0KGgo=\"}]}"
                                .formatted(uri)
                        : "{\"contents\":[{\"uri\":\"%s\",\"text\":\"Buy milk.\"}]}".formatted(uri));
    }

    private static ObjectNode prompt(Received asked) {
        ObjectNode result = literal("{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\"}}]}");
        ((ObjectNode) result.at("/messages/0/content"))
                .put("text", "Sum up " + asked.params().at("/arguments/page").asText());
        return result;
    }

    private static ObjectNode literal(String text) {
        return (ObjectNode) GatewayUnderTest.json(text);
    }

    private static <T extends AutoCloseable> T keep(T one) {
        running.add(one);
        return one;
    }
}
