package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make} asks of a container engine: there is none here, so a program in its place writes it down. */
class MakeTest {
    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws Exception {
        assertThat(Shell.run(
                                Path.of("").toAbsolutePath(),
                                Map.of(),
                                "cp",
                                "-r",
                                "Makefile",
                                "bin",
                                ".env.example",
                                folder.toString())
                        .code())
                .isZero();
        Path docker = Files.createDirectory(folder.resolve("engine")).resolve("docker");
        Files.writeString(docker, """
                #!/usr/bin/env bash
                echo "$*" >> asked.txt
                case $* in *"ps -q keycloak"*) echo an-id ;; esac
                """);
        assertThat(docker.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void one_command_makes_the_secrets_starts_everything_sets_keycloak_up_and_asks_for_the_proof() throws Exception {
        Shell said = make("GATEWAY_URL", "http://127.0.0.1:1");

        assertThat(folder.resolve(".env")).isNotEmptyFile();
        assertThat(asked())
                .containsSubsequence(
                        "compose up --build --detach --wait",
                        "compose -f " + folder.toRealPath() + "/docker-compose.yml run --rm --no-deps keycloak-setup");
        assertThat(said.output()).as("nobody is there who could prove it").contains("FAILED  the gateway lives");
        assertThat(said.code()).isNotZero();
    }

    @Test
    void to_clean_up_takes_away_what_is_of_this_project_and_leaves_the_secrets() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("target")).resolve("x"), "");
        Files.writeString(folder.resolve(".env"), "POSTGRES_PASSWORD=x\n");

        assertThat(make("X", "", "clean").code()).isZero();

        assertThat(folder.resolve("target")).doesNotExist();
        assertThat(folder.resolve(".env")).exists();
        assertThat(asked()).last().isEqualTo("compose --profile setup down --volumes --remove-orphans");
        assertThat(asked()).noneMatch(line -> line.contains("prune") || line.contains("rmi"));
    }

    private Shell make(String variable, String value, String... targets) throws Exception {
        String[] command = new String[targets.length + 2];
        command[0] = "make";
        command[1] = "-s";
        System.arraycopy(targets, 0, command, 2, targets.length);
        return Shell.run(
                folder,
                Map.of(
                        "PATH",
                        folder.resolve("engine") + ":" + System.getenv("PATH"),
                        "KEYCLOAK_URL",
                        "http://127.0.0.1:1",
                        variable,
                        value),
                command);
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked.txt"));
    }
}
