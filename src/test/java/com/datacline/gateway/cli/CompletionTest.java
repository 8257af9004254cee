package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real bash completes what it has been taught. */
class CompletionTest {
    private static final String SCRIPT = """
            source "$1"; shift
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
            function=$(complete -p datacline | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            "$function" datacline "${COMP_WORDS[COMP_CWORD]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path folder;

    @Test
    void bash_completes_commands_options_and_values() throws Exception {
        Path script = Files.writeString(
                folder.resolve("datacline"), Terminal.run("completion", "bash").out());

        assertThat(completed(script, "datacline", "lo")).containsExactlyInAnyOrder("login", "logout");
        assertThat(completed(script, "datacline", "audit", "")).contains("tail", "query", "verify");
        assertThat(completed(script, "datacline", "audit", "tail", "--st")).contains("--status");
        assertThat(completed(script, "datacline", "connect", "cl")).contains("claude", "claude-desktop");
    }

    @Test
    void zsh_gets_a_script_that_knows_it() {
        assertThat(Terminal.run("completion", "zsh").out()).contains("bashcompinit", "complete");
        assertThat(Terminal.run("completion", "fish").code()).isEqualTo(2);
    }

    private static List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        String line = String.join(" ", words);
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", SCRIPT, "bash", script.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", line, out).isZero();
        return out.lines().map(String::strip).toList();
    }
}
