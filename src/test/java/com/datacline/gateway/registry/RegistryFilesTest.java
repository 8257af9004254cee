package com.datacline.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.datacline.gateway.yaml.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Registry files and what becomes of them: {@code good/x.yaml} is read as {@code good/x.txt} says, {@code bad/x.yaml} is
 * refused in the words of {@code bad/x.txt}. With {@code -Dregistry.accept=true} the texts are written anew, to be read
 * before they are committed.
 */
class RegistryFilesTest {
    private static final Path FILES = Path.of("src/test/resources/registry");

    private final RegistryReader reader = new RegistryReader(Duration.ofSeconds(60));

    static List<Path> good() throws IOException {
        return in("good");
    }

    static List<Path> bad() throws IOException {
        return in("bad");
    }

    private static List<Path> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_file_is_read(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        reader.read(file).servers().values().forEach(server -> text.append(describe(server))
                .append(server)
                .append('\n'));
        expect(file, text.toString());
        assertThat(text).as("secrets stay out").doesNotContain("hidden");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_file_is_refused_with_all_its_faults_in_the_order_of_lines(Path file) throws IOException {
        InvalidRegistry refused = catchThrowableOfType(InvalidRegistry.class, () -> reader.read(file));
        assertThat(refused).as("is refused").isNotNull();
        expect(file, refused.getMessage() + "\n");
        assertThat(refused.getMessage()).as("secrets stay out").doesNotContain("hidden", "4711");
        assertThat(refused.faults()).extracting(Fault::line).isSorted();
    }

    @Test
    void the_registry_of_this_repository_names_its_schema_in_the_first_line_and_loads() throws IOException {
        Path file = Path.of("mcp_servers.yaml");
        String schema = "docs/reference/mcp_servers.schema.json";
        assertThat(Files.readAllLines(file).getFirst()).isEqualTo("# yaml-language-server: $schema=" + schema);
        assertThat(Path.of(schema)).exists();
        assertThat(reader.read(file).enabled()).hasSize(3);
    }

    @Test
    void a_missing_file_is_refused_with_what_to_do() {
        assertThatThrownBy(() -> reader.read(Path.of("nowhere", "mcp_servers.yaml")))
                .isInstanceOf(InvalidRegistry.class)
                .hasMessageContaining("no such file")
                .hasMessageContaining("MCP_SERVERS_CONFIG");
    }

    private static String describe(McpServer server) {
        return String.join(
                "\n",
                server.name() + ": " + (server.enabled() ? "enabled" : "disabled"),
                "  type " + server.type() + ", protocol " + server.protocol() + ", timeout " + server.timeout(),
                "  description " + server.description(),
                "  tags " + server.tags() + ", tools "
                        + (server.tools() == null ? "all" : new TreeSet<>(server.tools())),
                "  search is called " + server.exposedName("search"),
                "  auth " + server.auth(),
                "  metadata " + server.metadata(),
                (server.resilience().equals(Resilience.UNSAID) ? "" : "  " + server.resilience() + "\n")
                        + "  in messages ");
    }

    private static void expect(Path yaml, String actual) throws IOException {
        Path expected = Path.of(yaml.toString().replace(".yaml", ".txt"));
        if (Boolean.getBoolean("registry.accept")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }
}
