package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.FreePort;
import com.datacline.gateway.process.BuiltJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README tells its reader to do works on what {@code make run} starts. */
class ReadmeIT {
    private static final Duration TO_START = Duration.ofSeconds(180);
    private static final Duration TO_END = Duration.ofSeconds(90);
    private static final Path README = Path.of("README.md");

    @Test
    void the_commands_of_the_readme_print_what_it_says() throws Exception {
        Guide guide = Guide.read(README);
        assertThat(guide.steps()).hasSizeGreaterThan(3);
        Path folder = Files.createTempDirectory("readme");
        Files.createSymbolicLink(folder.resolve("bin"), Path.of("bin").toAbsolutePath());
        BuiltJar.asMakeLeavesIt();
        int port = FreePort.next();
        Path log = folder.resolve("demo.log");
        Process demo = new ProcessBuilder("bin/datacline", "demo", "--port", "" + port)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await(demo, log);

            guide.follow(
                    folder,
                    script -> script.replace("localhost:8000", "localhost:" + port),
                    Map.of("DATACLINE_URL", "http://localhost:" + port));
        } finally {
            demo.destroy();
            demo.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void make_knows_every_target_that_the_readme_names() throws IOException {
        String makefile = Files.readString(Path.of("Makefile"));

        List<String> named = Pattern.compile("`?make ([a-z][a-z-]*)[`\\s]")
                .matcher(Files.readString(README))
                .results()
                .map(found -> found.group(1))
                .filter(word -> !word.equals("alone"))
                .distinct()
                .toList();

        assertThat(named).contains("run", "test").allMatch(target -> makefile.contains("\n" + target + ":"));
    }

    private static void await(Process running, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TO_START.toNanos();
        while (!Files.readString(log).contains("Ctrl-C stops everything")) {
            assertThat(running.isAlive() && System.nanoTime() < end)
                    .as("it starts:\n%s", Files.readString(log))
                    .isTrue();
            Thread.sleep(200);
        }
    }
}
