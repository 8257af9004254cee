package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline prompts list}: the prompts that this caller may get. */
@Command(
        name = "list",
        description = "Lists the prompts of one server, or of all.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline prompts list notion"})
final class PromptsList implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVER",
            description = "A server of the registry, whose own names are shown (default: all, by exposed names).")
    @Nullable
    String server;

    @Option(names = "--json", description = "Print them as JSON.")
    boolean json;

    @Override
    public Integer call() {
        Remote remote = options.remote();
        JsonNode items = server == null
                ? remote.all("/prompts", "prompts")
                : remote.get("/mcp/list-prompts", Map.of("mcp_server", server)).path("prompts");
        if (json) {
            Output.json(items);
            return 0;
        }
        Table table = new Table("PROMPT", "ARGUMENTS", "DESCRIPTION");
        items.forEach(item -> table.row(
                item.path("name").asText(),
                PromptsGet.arguments(item),
                item.path("description").asText("")));
        table.print();
        return 0;
    }
}
