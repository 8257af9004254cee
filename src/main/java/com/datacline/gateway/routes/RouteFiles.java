package com.datacline.gateway.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the route files of a folder, in the order of their names. */
final class RouteFiles {
    private RouteFiles() {}

    /** @throws InvalidRoutes if there are none */
    static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidRoutes(
                    folder.toAbsolutePath() + " is not a folder; set ROUTES_DIR to the folder of routes");
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<Path> routes = files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
            if (routes.isEmpty()) {
                throw new InvalidRoutes(folder.toAbsolutePath() + " holds no *.camel.yaml file");
            }
            return routes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
