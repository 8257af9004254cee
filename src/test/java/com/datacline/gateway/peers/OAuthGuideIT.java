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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What {@code docs/guides/oauth.md} tells its reader to do works, on what {@code make run-keycloak} starts. */
class OAuthGuideIT {
    private static final Duration TO_START = Duration.ofSeconds(300);
    private static final Duration TO_END = Duration.ofSeconds(60);

    @Test
    void the_commands_of_the_guide_print_what_it_says() throws Exception {
        Guide guide = Guide.read(Path.of("docs/guides/oauth.md"));
        assertThat(guide.steps()).hasSizeGreaterThan(5);
        Path folder = Files.createTempDirectory("guide");
        BuiltJar.asMakeLeavesIt();
        int port = FreePort.next();
        int keycloakPort = FreePort.next();
        Path log = folder.resolve("run-keycloak.log");
        ProcessBuilder launcher =
                new ProcessBuilder(Path.of("bin/run-keycloak").toAbsolutePath().toString());
        launcher.environment().put("PORT", "" + port);
        launcher.environment().put("KEYCLOAK_PORT", "" + keycloakPort);
        launcher.environment().put("KEYCLOAK_MANAGEMENT_PORT", "" + FreePort.next());
        // the realm of the other tests, which is in the cache already
        launcher.environment().put("MCP_RESOURCE_SERVER_URL", KeycloakUnderTest.RESOURCE);
        Process running = launcher.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        List<ProcessHandle> family;
        try {
            awaitReady(running, log);
            family = running.descendants().toList();

            guide.follow(
                    folder,
                    UnaryOperator.identity(),
                    Map.of(
                            "GATEWAY", "http://localhost:" + port,
                            "KEYCLOAK", "http://localhost:" + keycloakPort,
                            "PATH", Path.of("bin").toAbsolutePath() + ":" + System.getenv("PATH")));
        } finally {
            running.destroy();
            running.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(running.isAlive()).isFalse();
        assertThat(family).hasSizeGreaterThan(2).noneMatch(ProcessHandle::isAlive);
    }

    private static void awaitReady(Process running, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TO_START.toNanos();
        while (!Files.readString(log).contains("Ctrl-C stops everything")) {
            assertThat(running.isAlive() && System.nanoTime() < end)
                    .as("it starts:\n%s", Files.readString(log))
                    .isTrue();
            Thread.sleep(200);
        }
    }
}
