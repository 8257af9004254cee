package com.datacline.gateway.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of routes as an operator has it: the gateway's own, and tools of a team. */
public final class RoutesFolder {
    private final Path folder;

    /** Copies the routes of this repository to an empty folder. */
    public RoutesFolder(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("tools"));
        copy(Path.of("routes"), folder);
    }

    /** Adds the examples. */
    public RoutesFolder withExamples() throws IOException {
        copy(Path.of("examples/tools"), folder.resolve("tools"));
        return this;
    }

    /** Writes a file of tools, or another version of it. */
    public RoutesFolder tool(String file, String yaml) throws IOException {
        Files.writeString(folder.resolve("tools").resolve(file + ".camel.yaml"), yaml);
        return this;
    }

    /** Takes a file of tools away. */
    public void without(String file) throws IOException {
        Files.delete(folder.resolve("tools").resolve(file + ".camel.yaml"));
    }

    public Path path() {
        return folder;
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
