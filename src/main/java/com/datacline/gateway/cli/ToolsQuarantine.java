package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code datacline tools quarantine}: the tools that are kept away from callers, and what has changed in them. */
@Command(
        name = "quarantine",
        description = "Shows the tools that changed since they were pinned, and what changed. Takes an administrator.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline tools quarantine"})
final class ToolsQuarantine implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Option(names = "--json", description = "Print them as JSON.")
    boolean json;

    @Override
    public Integer call() {
        JsonNode tools = options.remote().get("/mcp/quarantine", Map.of()).path("tools");
        if (json) {
            Output.json(tools);
            return 0;
        }
        if (tools.isEmpty()) {
            Output.line("No tool is quarantined.");
        }
        tools.forEach(ToolsQuarantine::show);
        return 0;
    }

    static void show(JsonNode tool) {
        String server = tool.path("mcp_server").asText();
        String name = tool.path("tool_name").asText();
        Output.line("%s %s: %s", server, name, tool.path("reason").asText());
        tool.path("changes").properties().forEach(change -> {
            Output.line("  %s", change.getKey());
            Output.line("    was  %s", change.getValue().path("was"));
            Output.line("    is   %s", change.getValue().path("is"));
        });
    }
}
