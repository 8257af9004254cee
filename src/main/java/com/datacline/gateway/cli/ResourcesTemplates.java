package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline resources templates}: the resource templates that this caller may use. */
@Command(
        name = "templates",
        description = "Lists the resource templates of one server, or of all.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline resources templates notion"})
final class ResourcesTemplates implements Callable<Integer> {
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
                ? remote.all("/resources/templates", "resourceTemplates")
                : remote.get("/mcp/list-resource-templates", Map.of("mcp_server", server))
                        .path("resourceTemplates");
        if (json) {
            Output.json(items);
            return 0;
        }
        Table table = new Table("URI TEMPLATE", "NAME", "DESCRIPTION");
        items.forEach(item -> table.row(
                item.path("uriTemplate").asText(),
                item.path("name").asText(),
                item.path("description").asText("")));
        table.print();
        return 0;
    }
}
