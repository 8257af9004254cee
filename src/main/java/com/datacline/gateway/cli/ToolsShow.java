package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline tools show}: what a tool does and which arguments it takes. */
@Command(
        name = "show",
        description = "Shows what a tool does, which arguments it takes, and what its server says of it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline tools show notion search"})
final class ToolsShow implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(index = "0", paramLabel = "SERVER", description = "A server of the registry.")
    String server = "";

    @Parameters(index = "1", paramLabel = "TOOL", description = "The tool's name at the server.")
    String name = "";

    @Option(names = "--json", description = "Print its definition as JSON.")
    boolean json;

    @Override
    public Integer call() {
        JsonNode tool = options.remote()
                .get("/mcp/list-tools", Map.of("mcp_server", server))
                .path("tools")
                .valueStream()
                .filter(one -> one.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> Complaint.failure(
                        "server " + server + " has no tool " + name, "datacline tools list " + server));
        if (json) {
            Output.json(tool);
        } else {
            show(tool);
        }
        return 0;
    }

    private void show(JsonNode tool) {
        String title = tool.path("title").asText("");
        Output.line("%s%s", name, title.isEmpty() ? "" : " - " + title);
        Output.prose(tool.path("description").asText("").strip());
        Output.line("");
        JsonNode schema = tool.path("inputSchema");
        if (schema.path("properties").isEmpty()) {
            Output.line("It takes no arguments that it names.");
        } else {
            SchemaWords.arguments(schema).print();
        }
        if (!tool.path("annotations").isEmpty()) {
            Output.line("");
            Table table = new Table("ANNOTATION", "VALUE");
            tool.path("annotations")
                    .properties()
                    .forEach(one -> table.row(one.getKey(), one.getValue().asText()));
            table.print();
        }
        Output.line("");
        Output.line("try: datacline tools call %s %s%s", server, name, example(schema));
    }

    private static String example(JsonNode schema) {
        StringBuilder example = new StringBuilder();
        for (JsonNode required : schema.path("required")) {
            boolean text = schema.path("properties")
                    .path(required.asText())
                    .path("type")
                    .asText("string")
                    .equals("string");
            example.append(" --arg ").append(required.asText()).append(text ? "=..." : ":=...");
        }
        return example.toString();
    }
}
