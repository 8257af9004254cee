package com.datacline.gateway.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Dockerfile as far as this project's goes: stages of instructions, one logical line each. */
record Dockerfile(List<Stage> stages) {

    /** @param name what it is called after {@code AS}, or nothing */
    record Stage(String name, String image, List<Instruction> instructions) {}

    /** @param arguments the rest of the line, without the backslashes that continue it */
    record Instruction(String verb, String arguments) {

        /** What a {@code COPY} copies. */
        List<String> sources() {
            List<String> words = words();
            return words.subList(0, words.size() - 1);
        }

        /** Where a {@code COPY} copies it. */
        String target() {
            return words().getLast();
        }

        private List<String> words() {
            return List.of(arguments.split("\\s+")).stream()
                    .filter(word -> !word.startsWith("--"))
                    .toList();
        }
    }

    static Dockerfile read(Path file) {
        List<Stage> stages = new ArrayList<>();
        for (String line : logicalLines(file)) {
            String[] parts = line.split("\\s+", 2);
            if (parts[0].equals("FROM")) {
                String[] from = parts[1].split("\\s+AS\\s+");
                stages.add(new Stage(from.length > 1 ? from[1] : "", from[0], new ArrayList<>()));
            } else {
                stages.getLast().instructions().add(new Instruction(parts[0], parts[1].strip()));
            }
        }
        return new Dockerfile(stages);
    }

    Stage stage(String name) {
        return stages.stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stage " + name));
    }

    private static List<String> logicalLines(Path file) {
        try {
            return Files.readString(file)
                    .replaceAll("(?m)^#.*\\n", "")
                    .replaceAll("\\\\\\n\\s*", "")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
