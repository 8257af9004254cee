package com.datacline.gateway.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code datacline completion}: teaches a shell the commands and options. */
@Command(
        name = "completion",
        description = "Prints a script that lets a shell complete the commands and options.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline completion bash > ~/.datacline.bash   # and source it"})
final class Completion implements Callable<Integer> {
    /** Shells that can be taught. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        // The script serves both: in zsh it asks for the functions of bash first.
        System.out.print(AutoComplete.bash("datacline", Datacline.commands()));
        return 0;
    }
}
