package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code datacline list-servers}: the servers of the registry that a running gateway has. */
@Command(
        name = "list-servers",
        description = "Lists the servers behind a running gateway; see also: datacline servers list.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline list-servers"})
final class ListServers implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Option(names = "--json", description = "Print them as JSON.")
    boolean json;

    @Override
    public Integer call() {
        JsonNode servers = options.remote().get("/mcp/servers", Map.of()).path("servers");
        if (json) {
            Output.json(servers);
            return 0;
        }
        if (servers.isEmpty()) {
            Output.line("No MCP servers configured");
            return 0;
        }
        Table table = new Table("Name", "URL", "Type", "Enabled");
        for (JsonNode server : servers) {
            table.row(
                    server.path("name").asText(),
                    server.path("url").asText(),
                    server.path("type").asText(),
                    server.path("enabled").asBoolean() ? "✓" : "✗");
        }
        table.printRuled();
        Output.line("");
        Output.line("Total: %d server(s)", servers.size());
        return 0;
    }
}
