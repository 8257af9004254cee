package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page whose {@code bash run} blocks are run, and what it says they print. */
record Guide(List<Step> steps) {
    private static final Pattern BLOCK = Pattern.compile(
            "^```bash run\\n(.*?)^```\\n(?:\\s*^```output\\n(.*?)^```\\n)?", Pattern.MULTILINE | Pattern.DOTALL);
    private static final long MINUTES = 5;
    private static final String MARK = "--- end of a step ---";

    /**
     * @param commands what the reader types
     * @param output lines that are printed, in this order; {@code ...} stands for anything in a line
     */
    record Step(String commands, List<String> output) {
        /** Tells whether the lines are there, in order; each may be the middle of one that is printed. */
        boolean isPrinted(String printed) {
            String pattern = output.stream()
                    .map(line -> Pattern.compile("\\.\\.\\.")
                            .splitAsStream(line)
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*")))
                    .collect(Collectors.joining("[^\\x00]*"));
            return Pattern.compile(pattern).matcher(printed).find();
        }
    }

    static Guide read(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            steps.add(new Step(
                    block.group(1),
                    block.group(2) == null ? List.of() : block.group(2).lines().toList()));
        }
        return new Guide(steps);
    }

    /** Returns one script for all steps, as a reader's terminal keeps the variables from one to the next. */
    private String script() {
        return steps.stream()
                .map(step -> step.commands() + "echo; echo '" + MARK + "'\n")
                .collect(Collectors.joining("", "set -eu -o pipefail\n", ""));
    }

    /**
     * Types all of it into a shell, and sees whether each step prints what the page says.
     *
     * @param folder where the reader is
     * @param page changes the commands where the page means another place than the test has
     * @return what each step has printed
     */
    List<String> follow(Path folder, UnaryOperator<String> page, Map<String, String> environment) throws Exception {
        Path own = Files.createTempDirectory("reader");
        Path commands = Files.writeString(own.resolve("typed.sh"), page.apply(script()));
        Path printed = own.resolve("printed");
        ProcessBuilder reader = new ProcessBuilder("bash", commands.toString());
        reader.environment().put("LC_ALL", "C.UTF-8");
        reader.environment().putAll(environment);
        Process process = reader.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        String all = Files.readString(printed);
        String[] outputs = all.split(MARK + "\\n");
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String output = i < outputs.length ? outputs[i] : "nothing: an earlier step failed, after\n" + all;
            assertThat(step.isPrinted(output))
                    .as("%s printed\n%s\nand not\n%s", step.commands(), output, step.output())
                    .isTrue();
        }
        return List.of(outputs);
    }
}
