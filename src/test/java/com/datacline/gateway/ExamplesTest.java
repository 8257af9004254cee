package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.RegistryReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code examples/} holds can be used, and what the pages of clients show is what it holds. */
class ExamplesTest {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":
            {"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"example","version":"1"}}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {"claude/mcp.json", "claude/claude_desktop_config.json", "cursor/mcp.json", "vscode/mcp.json"})
    void a_client_s_configuration_leads_to_an_endpoint_that_answers(String file) throws IOException {
        JsonNode configuration = json(Files.readString(Path.of("examples", file)));
        JsonNode server = configuration
                .path(configuration.has("servers") ? "servers" : "mcpServers")
                .path("gateway");
        String address = server.has("url")
                ? server.path("url").asText()
                : server.at("/args/2").asText();
        assertThat(address).startsWith("http://localhost:8000/");

        try (GatewayUnderTest gateway = GatewayUnderTest.with().start()) {
            JsonNode answer =
                    json(gateway.post(URI.create(address).getPath(), INITIALIZE).body());

            assertThat(answer.at("/result/serverInfo/name").asText()).isNotEmpty();
        }
    }

    @Test
    void the_registry_of_many_vendors_can_be_read() {
        Registry registry = new RegistryReader(Duration.ofSeconds(60)).read(Path.of("examples/multi-vendor.yaml"));

        assertThat(registry.enabled())
                .extracting(McpServer::name)
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("github", "notion", "figma", "elasticsearch-us", "elasticsearch-eu");
    }

    @ParameterizedTest
    @CsvSource({
        "docs/CLAUDE_DESKTOP_CONFIG.md, claude/claude_desktop_config.json",
        "docs/guides/oauth.md, claude/claude_desktop_config.json",
        "docs/guides/oauth.md, cursor/mcp.json",
        "docs/guides/oauth.md, vscode/mcp.json"
    })
    void what_a_page_shows_is_the_example(String page, String file) throws IOException {
        assertThat(blocks(page)).contains(json(Files.readString(Path.of("examples", file))));
    }

    @Test
    void the_handshake_of_the_page_about_the_protocol_is_answered() throws IOException {
        JsonNode initialize = blocks("docs/MCP_PROTOCOL_IMPLEMENTATION.md").getFirst();
        try (GatewayUnderTest gateway = GatewayUnderTest.with().start()) {
            assertThat(json(gateway.post("/mcp", initialize.toString()).body()).at("/result/protocolVersion"))
                    .isEqualTo(initialize.at("/params/protocolVersion"));
        }
    }

    @Test
    void every_example_is_in_the_list() throws IOException {
        String list = Files.readString(Path.of("examples/README.md"));
        try (Stream<Path> files = Files.walk(Path.of("examples"), 2)) {
            files.filter(Files::isRegularFile)
                    .map(file -> Path.of("examples").relativize(file).toString())
                    .filter(file -> !file.equals("README.md") && !file.startsWith("tools/"))
                    .forEach(file -> assertThat(list).contains("](" + file + ")"));
        }
    }

    @Test
    void every_page_can_be_reached_from_the_index_and_every_link_leads_somewhere() throws IOException {
        Pattern link = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");
        String index = Files.readString(Path.of("docs/README.md"));
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            List<Path> pages =
                    files.filter(file -> file.toString().endsWith(".md")).toList();
            for (Path page : pages) {
                Matcher links = link.matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""));
                while (links.find()) {
                    assertThat(page.resolveSibling(links.group(1)).normalize())
                            .as("%s in %s", links.group(), page)
                            .exists();
                }
                String path = Path.of("docs").relativize(page).toString();
                if (!path.equals("README.md") && !path.startsWith("decisions/") && !path.startsWith("diagrams/")) {
                    assertThat(index).contains("](" + path);
                }
            }
        }
    }

    private static List<JsonNode> blocks(String page) throws IOException {
        return Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of(page)))
                .results()
                .map(block -> json(block.group(1)))
                .filter(ObjectNode.class::isInstance)
                .toList();
    }
}
