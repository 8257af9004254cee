package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the {@code Dockerfile}; {@link DockerfileLintIT} has a linter's. */
class DockerfileTest {
    private final Dockerfile file = Dockerfile.read(Path.of("Dockerfile"));
    private final List<Dockerfile.Instruction> last = file.stages().getLast().instructions();

    @Test
    void every_base_image_has_a_version_and_the_last_has_no_compiler() {
        assertThat(file.stages()).hasSizeGreaterThan(2).allSatisfy(stage -> assertThat(stage.image())
                .matches("[\\w./-]+:\\d+\\.\\d[\\w.+-]*"));
        assertThat(file.stages().getLast().image()).contains("-jre-");
    }

    @Test
    void the_archive_is_made_by_the_java_that_uses_it() {
        assertThat(file.stage("archive").image())
                .isEqualTo(file.stages().getLast().image());
    }

    @Test
    void the_process_is_a_user_without_a_name_or_rights_and_ends_when_asked() {
        assertThat(argument("USER")).isEqualTo("10001:10001");
        assertThat(argument("STOPSIGNAL")).isEqualTo("SIGTERM");
        assertThat(argument("VOLUME")).isEqualTo("/data");
        assertThat(argument("HEALTHCHECK")).contains("/opt/datacline/bin/healthy");
        assertThat(argument("ENTRYPOINT")).startsWith("[");
        List<String> verbs = last.stream().map(Dockerfile.Instruction::verb).toList();
        assertThat(verbs.subList(verbs.lastIndexOf("USER"), verbs.size())).doesNotContain("RUN", "COPY", "ADD");
    }

    @Test
    void the_parts_that_change_seldom_come_first() {
        List<String> copied = last.stream()
                .filter(one -> one.verb().equals("COPY") && one.arguments().startsWith("--from=parts"))
                .map(one -> one.arguments().replaceAll(".*/layers/([\\w-]+)/.*", "$1"))
                .toList();
        assertThat(copied)
                .containsExactly("dependencies", "spring-boot-loader", "snapshot-dependencies", "application");
    }

    @Test
    void the_image_says_what_it_is() {
        for (String label :
                List.of("title", "description", "source", "documentation", "licenses", "version", "revision")) {
            assertThat(argument("LABEL")).contains("org.opencontainers.image." + label + "=");
        }
    }

    @Test
    void whatever_is_copied_is_there_and_is_sent_to_the_builder() throws IOException {
        List<String> sent = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        for (Dockerfile.Stage stage : file.stages()) {
            for (Dockerfile.Instruction copy : stage.instructions()) {
                if (copy.verb().equals("COPY") && !copy.arguments().contains("--from=")) {
                    for (String source : copy.sources()) {
                        assertThat(Path.of(source)).exists();
                        assertThat(sent).as(source).anyMatch(path -> Path.of(source)
                                .startsWith(path));
                    }
                }
            }
        }
        assertThat(sent).noneMatch(path -> path.startsWith(".env") || path.equals("target"));
    }

    private String argument(String verb) {
        return last.stream()
                .filter(one -> one.verb().equals(verb))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no " + verb))
                .arguments();
    }
}
