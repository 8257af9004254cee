package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code datacline routes list}: every route with its description, state and counts. */
@Command(
        name = "list",
        description = "Lists the routes of a running gateway with their state and counts. Takes an administrator.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline routes list"})
final class RoutesList implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Option(names = "--json", description = "Print them as JSON.")
    boolean json;

    @Override
    public Integer call() {
        JsonNode routes = options.remote().get("/routes", Map.of()).path("routes");
        if (json) {
            Output.json(routes);
            return 0;
        }
        Table table = new Table("ROUTE", "STATE", "CALLS", "FAILED", "MS", "DESCRIPTION");
        for (JsonNode route : routes) {
            table.row(
                    route.path("id").asText(),
                    route.path("state").asText(),
                    route.path("exchanges").asText(),
                    route.path("failed").asText(),
                    String.format(Locale.ROOT, "%.1f", route.path("mean_ms").asDouble()),
                    route.path("description").asText(""));
        }
        table.print();
        return 0;
    }
}
