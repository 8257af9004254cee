package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
    private static final String FORM = "%-32s %-8s %9s %7s %9s %9s  %s";

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
        Output.line(FORM, "ROUTE", "STATE", "EXCHANGES", "FAILED", "IN FLIGHT", "MEAN MS", "DESCRIPTION");
        for (JsonNode route : routes) {
            Output.line(
                    FORM,
                    route.path("id").asText(),
                    route.path("state").asText(),
                    route.path("exchanges").asText(),
                    route.path("failed").asText(),
                    route.path("in_flight").asText(),
                    route.path("mean_ms").asText(),
                    Output.firstLine(route.path("description").asText("")));
        }
        return 0;
    }
}
