package com.datacline.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was typed and what came of it: {@code $ command}, its output and, unless it is 0, {@code (exit N)}. In the output
 * {@code ...} stands for anything in a line, and alone for any lines. Lines that begin with {@code ##} are remarks.
 */
record Transcript(String name, List<Step> steps) {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|[^\\s'\"]+");

    /** One command with the output that is expected. */
    record Step(String command, String output) {

        /** Returns the command's words as a shell would. */
        List<String> words() {
            List<String> words = new ArrayList<>();
            Matcher matcher = WORD.matcher(command.replaceFirst("\\s+#[^'\"]*$", ""));
            int end = -1;
            while (matcher.find()) {
                String part = matcher.group(1) != null
                        ? matcher.group(1)
                        : matcher.group(2) != null ? matcher.group(2) : matcher.group();
                if (matcher.start() == end) {
                    words.addLast(words.removeLast() + part);
                } else {
                    words.add(part);
                }
                end = matcher.end();
            }
            return words;
        }

        boolean fits(String actual) {
            String pattern = output.lines()
                    .map(line -> line.equals("...")
                            ? "(?:.*\n)*"
                            : Stream.of(line.split("\\.\\.\\.", -1))
                                            .map(Pattern::quote)
                                            .collect(Collectors.joining(".*"))
                                    + "\n")
                    .collect(Collectors.joining());
            return actual.matches(pattern);
        }
    }

    static Transcript read(Path file) {
        List<Step> steps = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        StringBuilder output = new StringBuilder();
        boolean more = false;
        try {
            for (String line : Files.readAllLines(file)) {
                if (more || line.startsWith("$ ")) {
                    if (!more) {
                        add(steps, command, output);
                    }
                    String typed = more ? line : line.substring(2);
                    more = typed.endsWith("\\");
                    command.append(more ? typed.substring(0, typed.length() - 1) : typed);
                } else if (!line.startsWith("##")) {
                    output.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        add(steps, command, output);
        return new Transcript(file.getFileName().toString(), steps);
    }

    @Override
    public String toString() {
        return name;
    }

    private static void add(List<Step> steps, StringBuilder command, StringBuilder output) {
        if (!command.isEmpty()) {
            String printed = output.toString().stripTrailing();
            steps.add(new Step(command.toString(), printed.isEmpty() ? "" : printed + "\n"));
        }
        command.setLength(0);
        output.setLength(0);
    }
}
