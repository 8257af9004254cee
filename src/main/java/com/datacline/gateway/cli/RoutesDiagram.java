package com.datacline.gateway.cli;

import com.datacline.gateway.routes.diagram.RouteDiagrams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline routes diagram}: route files as pictures. */
@Command(
        name = "diagram",
        description = "Draws a folder of routes: Markdown pages with Mermaid diagrams, one a file and one of all.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline routes diagram routes --out docs/diagrams"})
final class RoutesDiagram implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder of routes (default: the variable ROUTES_DIR, or routes).")
    @Nullable
    Path folder;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the pages go (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("docs/diagrams");

    @Override
    public Integer call() {
        Map<String, String> files = RouteDifference.read(RoutesCheck.folder(folder));
        files.keySet().removeIf(name -> !name.endsWith(".camel.yaml"));
        Map<String, String> pages = RouteDiagrams.of(files);
        try {
            Files.createDirectories(out);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(out.resolve(page.getKey()), page.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Output.line("%d pages are in %s", pages.size(), out);
        return 0;
    }
}
