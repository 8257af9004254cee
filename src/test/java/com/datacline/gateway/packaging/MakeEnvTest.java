package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make} does about {@code .env}. */
class MakeEnvTest {
    private static final List<String> SECRETS = List.of(
            "POSTGRES_PASSWORD",
            "KC_BOOTSTRAP_ADMIN_PASSWORD",
            "MCP_OAUTH_CLIENT_SECRET",
            "MCP_AGENT_SECRET",
            "GITHUB_MCP_SECRET");

    @TempDir
    Path folder;

    @Test
    void a_missing_file_is_made_for_its_owner_alone_with_secrets_of_its_own() throws Exception {
        String first = make(folder);

        for (String secret : SECRETS) {
            assertThat(first).containsPattern("(?m)^" + secret + "=[0-9a-f]{48}$");
        }
        assertThat(first).startsWith(Files.readString(Path.of(".env.example")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env"))))
                .isEqualTo("rw-------");
        assertThat(make(folder)).as("the second time").isEqualTo(first);
        assertThat(make(Files.createTempDirectory("other"))).isNotEqualTo(first);
    }

    @Test
    void what_is_set_stays_and_only_what_is_missing_is_added() throws Exception {
        Files.writeString(folder.resolve(".env"), "AUTH_ENABLED=false\nPOSTGRES_PASSWORD=mine\nMCP_AGENT_SECRET=");

        assertThat(make(folder))
                .startsWith("AUTH_ENABLED=false\nPOSTGRES_PASSWORD=mine\nMCP_AGENT_SECRET=\n")
                .containsOnlyOnce("POSTGRES_PASSWORD")
                .containsPattern("(?m)^MCP_AGENT_SECRET=[0-9a-f]{48}$");
    }

    @Test
    void without_an_engine_make_says_what_to_do_instead() throws Exception {
        Shell said = Shell.run(Path.of("").toAbsolutePath(), Map.of("DOCKER_HOST", "tcp://127.0.0.1:1"), "make", "-s");

        assertThat(said.code()).isNotZero();
        assertThat(said.output()).contains("no container engine", "make run ", "make run-keycloak");
    }

    private static String make(Path folder) throws Exception {
        Shell made = Shell.run(
                folder, Map.of(), Path.of("bin/make-env").toAbsolutePath().toString());
        assertThat(made.code()).as(made.output()).isZero();
        String text = Files.readString(folder.resolve(".env"));
        // whoever reads the log must not find what only the file may hold
        text.lines().filter(line -> line.matches("[A-Z_]+=[0-9a-f]{48}")).forEach(line -> assertThat(made.output())
                .doesNotContain(line.substring(line.indexOf('=') + 1)));
        return text;
    }
}
