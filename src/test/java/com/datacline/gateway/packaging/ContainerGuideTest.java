package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/guides/deployment.md} types for containers, by rules: there is no engine here to run it. Ports, folders,
 * users, variables and names are those of the {@code Dockerfile} and of {@code docker-compose.yml}.
 */
class ContainerGuideTest {
    private static final List<String> OPTIONS_ALONE = List.of("--init", "--read-only", "--rm");

    private final String guide = read("docs/guides/deployment.md");
    private final List<Dockerfile.Instruction> image =
            Dockerfile.read(Path.of("Dockerfile")).stages().getLast().instructions();
    private final JsonNode compose =
            Yaml.documents(Path.of("docker-compose.yml")).getFirst();

    /** {@code docker run}: its options by name, the image, and what the image is told. */
    record Run(List<String> options, String image, List<String> command) {
        static Run of(String line) {
            List<String> words = new ArrayList<>(List.of(
                    line.replace("\"", "").replaceFirst("^docker run ", "").split("\\s+")));
            List<String> options = new ArrayList<>();
            while (words.getFirst().startsWith("-")) {
                String option = words.removeFirst();
                options.add(OPTIONS_ALONE.contains(option) ? option : option + " " + words.removeFirst());
            }
            return new Run(options, words.getFirst(), words.subList(1, words.size()));
        }

        List<String> values(String option) {
            return options.stream()
                    .filter(one -> one.startsWith(option + " "))
                    .map(one -> one.substring(option.length() + 1))
                    .toList();
        }
    }

    @Test
    void the_image_that_runs_is_the_one_that_was_built() {
        String built = found("^docker build -t (\\S+) \\.$").group(1);

        assertThat(runs()).hasSize(2).allSatisfy(run -> assertThat(run.image()).isEqualTo(built));
        assertThat(runs().getLast().options()).containsExactly("--rm");
    }

    @Test
    void it_runs_as_hardened_as_the_compose_file_has_it_and_with_the_image_s_own_ports_and_folders()
            throws IOException {
        Run run = runs().getFirst();
        assertThat(run.options()).contains("--init", "--read-only", "--tmpfs /tmp", "--cap-drop ALL");
        assertThat(run.values("-p")).allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
        assertThat(run.values("-p").stream().map(port -> port.replaceAll(".*:", "")))
                .isSubsetOf(argument("EXPOSE").split(" "));
        List<String> mounts =
                run.values("-v").stream().map(mount -> mount.split(":")[1]).toList();
        assertThat(mounts).contains(argument("VOLUME"));
        String documented = read("docs/reference/configuration.md");
        assertThat(run.values("-e")).isNotEmpty().allSatisfy(pair -> {
            String[] parts = pair.split("=", 2);
            assertThat(documented).contains("`" + parts[0] + "`");
            if (parts[1].startsWith("/")) {
                assertThat(mounts).anyMatch(mount -> parts[1].startsWith(mount + "/"));
            }
        });
        assertThat(guide).contains("user " + argument("USER").split(":")[0] + " ");
        assertThat(read("deploy/docker/datacline")).contains("JAVA_OPTS", "MaxRAMPercentage=75");
    }

    @Test
    void the_services_have_the_addresses_of_the_table() {
        String published = compose.at("/services").findValues("ports").toString();
        List<MatchResult> rows = Pattern.compile(
                        "^\\| [^|]+ \\| (?:http://)?localhost:(\\d+)[^|]*\\|", Pattern.MULTILINE)
                .matcher(guide)
                .results()
                .toList();

        assertThat(rows).hasSize(4).allSatisfy(row -> assertThat(published)
                .containsPattern("127\\.0\\.0\\.1:\\$\\{[A-Z]+_PORT:-" + row.group(1) + "}:"));
        assertThat(guide.split("`[A-Z]+_PORT`")).hasSizeGreaterThan(4);
        found("`([A-Z]+_PORT)`", 4).forEach(name -> assertThat(published).contains("${" + name.group(1) + ":-"));
        assertThat(read("keycloak/realm.json")).contains("\"testuser\"", "\"testpass\"", "\"admin\"", "\"admin123\"");
    }

    @Test
    void the_usual_commands_name_a_service_that_there_is() {
        Stream.of("logs -f ", "restart ")
                .map(verb -> found("`" + verb + "([\\w-]+)`").group(1))
                .forEach(service ->
                        assertThat(compose.at("/services").has(service)).isTrue());
        String policy = found("POLICY_FILE=(\\S+)/policy.yaml").group(1);
        assertThat(compose.at("/services/mcp-gateway/volumes").toString())
                .contains("./deploy/compose/gateway:" + policy);
    }

    @Test
    void every_file_and_target_that_it_names_is_there() {
        String makefile = read("Makefile");
        found("(?:^|`)make ?([a-z-]*)(?:$|`)", 4).stream()
                .map(target -> target.group(1).isEmpty() ? "all" : target.group(1))
                .forEach(target -> assertThat(makefile).contains("\n" + target + ":"));
        assertThat(found("^cp (\\S+) \\.env").group(1))
                .satisfies(file -> assertThat(Path.of(file)).exists());
        assertThat(Path.of("deploy/compose/gateway/mcp_servers.yaml")).exists();
        String label = found("label `([^:`]+): \"true\"`").group(1);
        assertThat(read("deploy/kubernetes/network-policy.yaml")).contains(label, "monitoring", "443", "5432");
    }

    /** The one of the block, and the one in the text. */
    private List<Run> runs() {
        return Stream.of(found("^(docker run (?:.*\\\\\n)+.*)$"), found("`(docker run [^`]*)`"))
                .map(match -> Run.of(match.group(1).replaceAll("\\\\?\n", " ")))
                .toList();
    }

    private MatchResult found(String pattern) {
        return found(pattern, 1).getFirst();
    }

    private List<MatchResult> found(String pattern, int least) {
        List<MatchResult> all = Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(guide)
                .results()
                .toList();
        assertThat(all).as(pattern).hasSizeGreaterThanOrEqualTo(least);
        return all;
    }

    private String argument(String verb) {
        return image.stream()
                .filter(one -> one.verb().equals(verb))
                .reduce((first, second) -> second)
                .orElseThrow()
                .arguments();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
