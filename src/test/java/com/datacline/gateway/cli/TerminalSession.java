package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Commands typed at a terminal of 80 columns and 24 rows, which {@code script} of util-linux makes.
 *
 * @param raw all that came to the terminal, with its escapes
 */
record TerminalSession(String raw) {
    static final int COLUMNS = 80;

    private static final String ESCAPES = "\u001b\\[[0-9;?]*[A-Za-z]";
    private static final int MINUTES = 5;

    /** Types them one after the other; what is typed is shown after a prompt, as a shell does. */
    static TerminalSession type(Path folder, Map<String, String> environment, List<String> commands)
            throws IOException, InterruptedException {
        Path typed = Files.writeString(
                folder.resolve("typed.sh"),
                "stty cols 80 rows 24\n"
                        + commands.stream()
                                .map(command -> "cat << 'TYPED'\n$ " + command + "\nTYPED\n" + command + "\necho\n")
                                .collect(Collectors.joining()));
        Path screen = folder.resolve("screen.txt");
        ProcessBuilder terminal = new ProcessBuilder("script", "-q", "-f", "-c", "bash " + typed, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile());
        terminal.environment().keySet().removeAll(List.of("NO_COLOR", "COLUMNS", "LINES"));
        terminal.environment().putAll(Map.of("TERM", "xterm-256color", "LC_ALL", "C.UTF-8"));
        terminal.environment().putAll(environment);
        Process process = terminal.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new TerminalSession(Files.readString(screen));
    }

    /** Returns what has been shown at any time, before a command was typed: each line as often as it was written over. */
    List<String> writtenBefore(String command) {
        String before = raw.substring(0, raw.indexOf("$ " + command));
        return List.of(before.replaceAll(ESCAPES, "").split("[\r\n]+"));
    }

    /** Returns what a person sees in the end: what was written over is gone. */
    String seen() {
        // String.lines() would end a line at each carriage return.
        return Stream.of(raw.replace("\r\n", "\n").replaceAll(ESCAPES, "").split("\n"))
                .map(TerminalSession::inTheEnd)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Each carriage return begins at the left again, over what is there. */
    private static String inTheEnd(String line) {
        StringBuilder shown = new StringBuilder();
        for (String part : line.split("\r")) {
            shown.replace(0, Math.min(part.length(), shown.length()), part);
        }
        return shown.toString().stripTrailing();
    }

    /** Returns what is seen of one command, without what was typed. */
    String output(String command) {
        String all = seen();
        int at = all.indexOf("$ " + command + "\n");
        assertThat(at).as("typed: %s", command).isNotNegative();
        int begin = at + command.length() + 3;
        int end = all.indexOf("\n$ ", begin);
        return all.substring(begin, end < 0 ? all.length() : end);
    }
}
