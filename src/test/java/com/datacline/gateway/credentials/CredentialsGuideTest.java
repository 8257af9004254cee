package com.datacline.gateway.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Certificates;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.RegistryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the guide shows for a registry can stand in one. */
class CredentialsGuideTest {
    private static final Path GUIDE = Path.of("docs/guides/credentials.md");

    @TempDir
    Path folder;

    @Test
    void every_row_of_the_table_can_stand_in_a_registry() throws IOException {
        List<String> rows = found("^\\| [^|]+ \\| .*`(\\{method: [^`]*})`");
        assertThat(rows).hasSizeGreaterThan(9);
        StringBuilder registry = new StringBuilder("servers:\n");
        for (int i = 0; i < rows.size(); i++) {
            registry.append("  s%d: {url: \"https://mcp.example.com/mcp\", auth: %s}%n".formatted(i, rows.get(i)));
        }

        assertThat(read(registry.toString())).hasSize(rows.size());
    }

    @Test
    void every_block_can_stand_in_a_registry() throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.issue("gateway", "ca", "dns:gateway");
        certificates.certificate("ca");
        certificates.certificate("gateway");
        certificates.key("gateway");
        List<String> blocks = found("(?s)```yaml\\n(.*?)```");

        assertThat(blocks).hasSize(2);
        for (String block : blocks) {
            assertThat(read(block.startsWith("servers:") ? block : "servers:\n" + block))
                    .hasSize(1);
        }
    }

    private List<McpServer> read(String registry) throws IOException {
        Path file = Files.writeString(folder.resolve("mcp_servers.yaml"), registry);
        return new RegistryReader(Duration.ofSeconds(60)).read(file).enabled();
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
