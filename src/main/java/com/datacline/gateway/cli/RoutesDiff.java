package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline routes diff}: what an edit would change. */
@Command(
        name = "diff",
        description = "Shows what a folder of routes would change in a running gateway. Takes an administrator.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 if nothing differs; 1 if something does.",
            "",
            "Example:",
            "  datacline routes diff routes"
        })
final class RoutesDiff implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder of routes (default: the variable ROUTES_DIR, or routes).")
    @Nullable
    Path folder;

    @Option(names = "--json", description = "Print the differences as JSON.")
    boolean json;

    @Override
    public Integer call() {
        Path edited = RoutesCheck.folder(folder);
        Map<String, String> inForce = new TreeMap<>();
        for (JsonNode file : options.remote().get("/routes/files", Map.of()).path("files")) {
            inForce.put(file.path("name").asText(), file.path("text").asText());
        }
        RouteDifference difference = RouteDifference.between(inForce, RouteDifference.read(edited));
        if (json) {
            Output.json(tree(difference));
        } else {
            difference.files().values().forEach(Output::text);
            difference.routes().forEach((id, change) -> Output.line("%-8s %s", change, id));
            if (difference.files().isEmpty()) {
                Output.line("%s holds the routes that are in force", edited);
            }
        }
        return difference.files().isEmpty() ? 0 : 1;
    }

    private static ObjectNode tree(RouteDifference difference) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ArrayNode files = tree.putArray("files");
        difference
                .files()
                .forEach((name, diff) -> files.addObject().put("name", name).put("diff", diff));
        ObjectNode routes = tree.putObject("routes");
        difference.routes().forEach(routes::put);
        return tree;
    }
}
