package com.datacline.gateway.routes;

import com.datacline.gateway.yaml.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the files of the folder of routes, in the order of their names: routes, and Kamelets that they use. */
public final class RouteFiles {
    /** Why a file is not read. */
    static final String STRAY = "route files end in .camel.yaml and stand in the folder itself or one folder below";

    static final String ROUTES = ".camel.yaml";
    private static final String KAMELETS = ".kamelet.yaml";

    private RouteFiles() {}

    /** Returns the SHA-256 of all files and their names, in hexadecimal. */
    static String fingerprint(List<RouteFile> files) {
        return Fingerprint.of(
                files.stream().map(file -> file.name() + " " + file.sha256()).collect(Collectors.joining("\n")));
    }

    /**
     * Reads all files once, so that what is judged is what is loaded.
     *
     * @throws InvalidRoutes if there are none
     */
    static List<RouteFile> read(Path folder) {
        List<RouteFile> files = new ArrayList<>();
        for (Path file : in(folder)) {
            try {
                files.add(new RouteFile(name(folder, file), Files.readString(file)));
            } catch (IOException e) {
                throw new InvalidRoutes(
                        List.of(new RouteFault(name(folder, file), 0, "cannot be read as UTF-8: " + e)), e);
            }
        }
        return files;
    }

    /**
     * Returns the texts of the files that a gateway would read there, by their names.
     *
     * @throws InvalidRoutes if there are none
     */
    public static Map<String, String> texts(Path folder) {
        Map<String, String> texts = new TreeMap<>();
        read(folder).forEach(file -> texts.put(file.name(), file.text()));
        return texts;
    }

    /** Returns files that look like route files and are not read, because of their names or their folders. */
    static List<String> strays(Path folder) {
        List<Path> read = in(folder);
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .filter(file -> Files.isRegularFile(file) && !read.contains(file))
                    .map(file -> name(folder, file))
                    .filter(name -> !isHidden(name))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder, e);
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** @throws InvalidRoutes if there are none */
    static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidRoutes(
                    folder.toAbsolutePath() + " is not a folder; set ROUTES_DIR to the folder of routes");
        }
        try (Stream<Path> files = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> routes = files.filter(RouteFiles::isRead)
                    .filter(file -> !isHidden(name(folder, file)))
                    .sorted()
                    .toList();
            if (routes.stream().noneMatch(file -> file.toString().endsWith(ROUTES))) {
                throw new InvalidRoutes(folder.toAbsolutePath() + " holds no *.camel.yaml file");
            }
            return routes;
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder, e);
        }
    }

    private static InvalidRoutes unreadable(Path folder, Exception cause) {
        return new InvalidRoutes(
                List.of(new RouteFault("", 0, folder.toAbsolutePath() + " cannot be read: " + cause.getMessage())),
                cause);
    }

    /** As where Kubernetes mounts a ConfigMap: its files are links into a hidden folder, which is changed in one step. */
    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.");
    }

    private static boolean isRead(Path file) {
        String name = file.toString();
        return (name.endsWith(ROUTES) || name.endsWith(KAMELETS)) && Files.isRegularFile(file);
    }
}
