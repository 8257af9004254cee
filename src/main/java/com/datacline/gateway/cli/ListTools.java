package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline list-tools}: the tools of one server. */
@Command(
        name = "list-tools",
        description = "Lists the tools of one server; see also: datacline tools list.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline list-tools notion --format json"})
final class ListTools implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(paramLabel = "SERVER", description = "A server of the registry.")
    String server = "";

    @Option(names = "--format", paramLabel = "FORM", description = "table (default) or json, with the schemas.")
    Format format = Format.table;

    @Option(names = "--json", description = "The same as --format json.")
    boolean json;

    /** How tools are shown; named as on the command line. */
    enum Format {
        table,
        json
    }

    @Override
    public Integer call() {
        JsonNode tools = options.remote()
                .get("/mcp/list-tools", Map.of("mcp_server", server))
                .path("tools");
        if (json || format == Format.json) {
            Output.json(tools);
            return 0;
        }
        Output.line("Tools on MCP server: %s", server);
        Output.line("");
        Table table = new Table("Name", "Description");
        tools.forEach(tool ->
                table.row(tool.path("name").asText(), tool.path("description").asText("")));
        table.printRuled();
        Output.line("");
        Output.line("Total: %d tool(s)", tools.size());
        return 0;
    }
}
