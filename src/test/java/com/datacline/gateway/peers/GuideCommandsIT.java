package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.process.BuiltJar;
import com.datacline.gateway.process.GatewayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that guides show beside other things print what the guides say, typed as a reader types them. */
class GuideCommandsIT {
    private static final Pattern TYPED =
            Pattern.compile("^\\$ (datacline .*)\\n((?:(?!\\$ |```).*\\n)*)", Pattern.MULTILINE);
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final long PATIENCE = 120;

    @TempDir
    Path folder;

    @BeforeAll
    static void asMakeLeavesIt() throws Exception {
        BuiltJar.asMakeLeavesIt();
    }

    @Test
    void the_first_policy_of_the_guide_is_judged_and_explained_as_it_says() throws Exception {
        String guide = Files.readString(Path.of("docs/guides/policy.md"));
        MatchResult policy = YAML.matcher(guide).results().findFirst().orElseThrow();
        Files.writeString(folder.resolve("policy.yaml"), policy.group(1));

        List<MatchResult> typed = TYPED.matcher(guide).results().toList();

        assertThat(typed).hasSizeGreaterThanOrEqualTo(3);
        for (MatchResult command : typed) {
            Printed printed = run(command.group(1), Map.of());
            assertThat(printed.text())
                    .as(command.group(1))
                    .contains(command.group(2).strip().split("\\n"));
        }
    }

    @Test
    void the_commands_about_edits_work_on_a_gateway_that_runs() throws Exception {
        String guide = Files.readString(Path.of("docs/guides/editing.md"));
        List<String> typed = Pattern.compile("^(datacline routes [a-z]+[ a-z]*?) +#", Pattern.MULTILINE)
                .matcher(guide)
                .results()
                .map(command -> command.group(1).strip())
                .toList();
        assertThat(typed).hasSizeGreaterThanOrEqualTo(3);
        Files.createSymbolicLink(folder.resolve("routes"), Path.of("routes").toAbsolutePath());
        try (ScriptedServer server = ScriptedServer.start();
                GatewayProcess gateway =
                        GatewayProcess.with().server("one", server.url()).start()) {
            Map<String, String> where = Map.of("DATACLINE_URL", gateway.url("").toString());
            for (String command : typed) {
                Printed printed = run(command, where);
                assertThat(printed.code())
                        .as("%s printed %s", command, printed.text())
                        .isZero();
                assertThat(printed.text()).isNotBlank();
            }
        }
    }

    record Printed(int code, String text) {}

    private Printed run(String command, Map<String, String> environment) throws Exception {
        List<String> line = new ArrayList<>(List.of("bash", "-c", command));
        ProcessBuilder process =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().put("PATH", Path.of("bin").toAbsolutePath() + ":" + System.getenv("PATH"));
        process.environment().put("LC_ALL", "C.UTF-8");
        process.environment().putAll(environment);
        Path output = Files.createTempFile(folder, "printed", ".txt");
        Process running = process.redirectOutput(output.toFile()).start();
        if (!running.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            running.destroyForcibly();
        }
        return new Printed(running.waitFor(), Files.readString(output));
    }
}
