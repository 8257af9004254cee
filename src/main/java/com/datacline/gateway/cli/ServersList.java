package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code datacline servers list}: the servers behind a running gateway, and for administrators how they are. */
@Command(
        name = "list",
        description = "Lists the servers of a running gateway; an administrator also sees how they are.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline servers list"})
final class ServersList implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Option(names = "--json", description = "Print them as JSON.")
    boolean json;

    @Override
    public Integer call() {
        JsonNode servers = Reported.servers(options.remote());
        if (json) {
            Output.json(servers);
        } else if (servers.isEmpty()) {
            Output.line("There are no servers. Add one: datacline servers add NAME URL");
        } else if (servers.path(0).has("status")) {
            whole(servers);
        } else {
            plain(servers);
        }
        return 0;
    }

    private static void whole(JsonNode servers) {
        Table table = new Table("NAME", "STATUS", "TOOLS", "CALLS", "FAILED", "MEAN MS", "BREAKER", "TAGS");
        for (JsonNode server : servers) {
            JsonNode calls = server.path("calls");
            table.row(
                    server.path("name").asText(),
                    Reported.status(server),
                    server.path("tools").asText(),
                    calls.path("count").asText(),
                    calls.path("failed").asText(),
                    Reported.mean(server),
                    server.path("breaker").asText(),
                    Reported.tags(server));
        }
        table.print();
        for (JsonNode server : servers) {
            if (server.hasNonNull("problem")) {
                Output.marked(
                        false,
                        "%s: %s",
                        server.path("name").asText(),
                        server.path("problem").asText());
            }
        }
    }

    private static void plain(JsonNode servers) {
        Table table = new Table("NAME", "STATUS", "TYPE", "URL", "TAGS");
        for (JsonNode server : servers) {
            table.row(
                    server.path("name").asText(),
                    Reported.status(server),
                    server.path("type").asText(),
                    server.path("url").asText(),
                    Reported.tags(server));
        }
        table.print();
    }
}
