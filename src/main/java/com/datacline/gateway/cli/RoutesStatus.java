package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code datacline routes status}: whether the routes in force are those of the files. */
@Command(
        name = "status",
        description = "Says whether the routes in force are those of the files. Takes an administrator.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 if they are; 1 if an edit waits to be mended, which is shown with file and line.",
            "",
            "Example:",
            "  datacline routes status"
        })
final class RoutesStatus implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Option(names = "--json", description = "Print it as JSON.")
    boolean json;

    @Override
    public Integer call() {
        JsonNode answer = options.remote().get("/routes", Map.of());
        boolean current = answer.path("status").asText().equals("current");
        if (json) {
            Output.json(answer instanceof ObjectNode whole ? whole.without("routes") : answer);
        } else {
            show(answer, current);
        }
        return current ? 0 : 1;
    }

    private static void show(JsonNode answer, boolean current) {
        Output.line(
                "%s: %d routes of generation %d are in force since %s",
                answer.path("status").asText(),
                answer.path("count").asInt(),
                answer.path("generation").asLong(),
                answer.path("since").asText().replaceFirst("\\.\\d+Z$", "Z"));
        if (answer.path("draining").asInt() > 0) {
            Output.line(
                    "%d older generations still have calls to finish",
                    answer.path("draining").asInt());
        }
        if (!current) {
            Output.line("%s", "the files as they are now are not in force:");
        }
        for (JsonNode problem : answer.path("problems")) {
            int line = problem.path("line").asInt();
            String place = problem.path("file").asText() + (line > 0 ? ":" + line : "");
            Output.prose("  " + (place.isEmpty() ? "" : place + " ")
                    + problem.path("reason").asText());
        }
    }
}
