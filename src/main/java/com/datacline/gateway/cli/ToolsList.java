package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline tools list}: the tools that this caller may call. */
@Command(
        name = "list",
        description = "Lists the tools of one server, or of all under their own names.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline tools list notion"})
final class ToolsList implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(arity = "0..1", paramLabel = "SERVER", description = "A server of the registry.")
    @Nullable
    String server;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only tools with this tag, of all servers.")
    @Nullable
    String tag;

    @Option(names = "--json", description = "Print the tools as JSON, with their schemas.")
    boolean json;

    @Override
    public Integer call() {
        Remote remote = options.remote();
        if (server != null && tag != null) {
            throw Complaint.usage("--tag is about the tools of all servers, and " + server + " is one", null);
        }
        JsonNode tools = server == null
                ? remote.get("/tools", tag == null ? Map.of() : Map.of("tag", tag))
                        .path("tools")
                : remote.get("/mcp/list-tools", Map.of("mcp_server", server)).path("tools");
        if (json) {
            Output.json(tools);
            return 0;
        }
        table(tools).print();
        return 0;
    }

    /** Returns tools with their descriptions. */
    static Table table(JsonNode tools) {
        Table table = new Table("TOOL", "DESCRIPTION");
        tools.forEach(tool ->
                table.row(tool.path("name").asText(), tool.path("description").asText("")));
        return table;
    }
}
