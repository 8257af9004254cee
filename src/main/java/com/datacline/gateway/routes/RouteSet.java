package com.datacline.gateway.routes;

import com.datacline.gateway.yaml.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The route files of a folder as they were at one moment: they are judged, loaded and shown as one.
 *
 * @param folder where they are
 * @param texts what they hold, by their paths below the folder, in the order in which they are loaded
 */
public record RouteSet(Path folder, Map<String, String> texts) {
    private static final int DEPTH = 2;

    public RouteSet {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    /**
     * Reads the files of a folder and of the folders in it.
     *
     * @throws InvalidRoutes if there are none
     */
    static RouteSet read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidRoutes(
                    folder.toAbsolutePath() + " is not a folder; set ROUTES_DIR to the folder of routes");
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : files.filter(RouteSet::isRead).toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                texts.put(path, Files.readString(file, StandardCharsets.UTF_8));
            }
            if (texts.isEmpty()) {
                throw new InvalidRoutes(folder.toAbsolutePath() + " holds no *.camel.yaml file");
            }
            return new RouteSet(folder, texts);
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidRoutes(
                    List.of(new RouteFault("", 0, "the routes in " + folder + " cannot be read: " + e)), e);
        }
    }

    /** Returns where the files that hold routes are. */
    List<Path> paths() {
        return routes().stream().map(folder::resolve).toList();
    }

    /** Returns the files that hold routes. */
    List<String> routes() {
        return texts.keySet().stream()
                .filter(path -> path.endsWith(".camel.yaml"))
                .toList();
    }

    /** Returns the SHA-256 of all files and their names, in hexadecimal. */
    public String fingerprint() {
        StringBuilder all = new StringBuilder();
        texts.forEach((path, text) ->
                all.append(path).append('\n').append(Fingerprint.of(text)).append('\n'));
        return Fingerprint.of(all.toString());
    }

    private static boolean isRead(Path file) {
        String name = file.toString();
        return (name.endsWith(".camel.yaml") || name.endsWith(".kamelet.yaml")) && Files.isRegularFile(file);
    }
}
