package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What every command's help has, whoever wrote the command. */
class HelpTest {
    static Stream<String> commands() {
        List<String> names = new ArrayList<>();
        collect(Datacline.commands(), names);
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_fits_a_terminal_and_has_an_example_and_exit_codes(String name) {
        String help = command(name).getUsageMessage(CommandLine.Help.Ansi.OFF);

        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(help).contains("Example:\n  datacline ").contains("Exit code");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_reference_names_every_command(String name) throws IOException {
        CommandLine command = command(name);
        if (command.getSubcommands().isEmpty() && !name.equals("datacline help")) {
            assertThat(Files.readString(Path.of("docs/reference/cli.md"))).contains("`" + name);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_list_and_show_comes_as_json_too(String name) {
        if (name.matches(".*(list|show|list-servers|list-tools)")) {
            assertThat(command(name).getCommandSpec().findOption("--json")).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_that_is_looked_at_alone_says_the_same(String name) {
        String[] words = (name + " --help").split(" ");
        String[] arguments = Arrays.copyOfRange(words, 1, words.length);

        assertThat(Terminal.run(arguments).out()).isEqualTo(command(name).getUsageMessage(CommandLine.Help.Ansi.OFF));
    }

    @Test
    void nothing_is_coloured_where_nobody_looks() {
        Terminal help = Terminal.run("--help");

        assertThat(help.out()).contains("register-mcp").doesNotContain("\u001b");
    }

    @Test
    void marks_are_coloured_on_a_terminal_only() {
        assertThat(Style.good()).isEqualTo("✓");
        System.setProperty("picocli.ansi", "true");
        try {
            assertThat(Style.good()).isEqualTo("\u001b[32m✓\u001b[39m\u001b[0m");
        } finally {
            System.clearProperty("picocli.ansi");
        }
    }

    private static CommandLine command(String name) {
        CommandLine command = Datacline.commands();
        for (String word : name.split(" ")) {
            command = command.getSubcommands().getOrDefault(word, command);
        }
        return command;
    }

    private static void collect(CommandLine command, List<String> names) {
        names.add(command.getCommandSpec().qualifiedName());
        command.getSubcommands().values().forEach(below -> collect(below, names));
    }
}
