package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a linter that others wrote says of the {@code Dockerfile}. */
class DockerfileLintIT {
    private static final Path BIN = Path.of("src/test/node/node_modules/.bin").toAbsolutePath();

    @Test
    void the_linter_finds_nothing() throws Exception {
        Shell said = lint(Path.of("Dockerfile"));

        assertThat(said.output()).isBlank();
        assertThat(said.code()).isZero();
    }

    @Test
    void the_linter_sees_a_mistake() throws Exception {
        Path wrong = Files.writeString(
                Files.createTempFile("Dockerfile", ""),
                Files.readString(Path.of("Dockerfile")).replace("STOPSIGNAL", "STOPSIGNALS"));

        assertThat(lint(wrong).output()).contains("STOPSIGNALS");
    }

    private static Shell lint(Path file) throws Exception {
        return Shell.run(
                Path.of("").toAbsolutePath(),
                Map.of(),
                BIN.resolve("node").toString(),
                BIN.resolve("dockerfile-utils").toString(),
                "lint",
                file.toString());
    }
}
