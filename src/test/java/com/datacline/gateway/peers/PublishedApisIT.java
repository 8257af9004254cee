package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.AnyArguments;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The REST APIs of GitHub, Figma and Notion by the documents they publish: every operation is called, with arguments made at
 * random, at a server that checks each request by the same document with a validator that is not the gateway's.
 */
class PublishedApisIT {
    private static final long SEED = 20_261_127;
    private static final Path GITHUB = Path.of("src/test/resources/openapi/github.json.gz");

    @TempDir
    private static Path folder;

    @ParameterizedTest(name = "{0}: {1} tools")
    @CsvSource({"github, 1222", "figma, 54", "notion, 24"})
    void every_operation_is_called_as_its_document_has_it(String name, int tools) throws IOException {
        Path document = document(name);
        try (NodeProcess api = NodeProcess.restApi(name, document);
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .entry(
                                name,
                                "type: openapi",
                                "openapi: " + document.toAbsolutePath(),
                                "url: " + api.url().resolve("/"),
                                "auth: {method: bearer, credential_value: a-token}")
                        .set("gateway.catalogue.find-tools-from", "-1")
                        .start()) {
            GatewayUnderTest.eventually(
                    "the document is read", () -> gateway.get("/health").body().contains("\"status\":\"healthy\""));
            List<ObjectNode> definitions = new ArrayList<>();
            gateway.mcp("tools/list", JsonNodeFactory.instance.objectNode())
                    .at("/result/tools")
                    .forEach(tool -> definitions.add((ObjectNode) tool));

            AnyArguments any = new AnyArguments(SEED);
            Map<String, String> refused = new LinkedHashMap<>();
            Map<String, Integer> reached = new LinkedHashMap<>();
            for (ObjectNode tool : definitions) {
                ObjectNode arguments = any.of(tool.path("inputSchema"));
                JsonNode answer = gateway.call(tool.path("name").asText(), arguments.toString());
                String operation =
                        answer.at("/result/structuredContent/operation").asText();
                if (operation.isEmpty() || answer.at("/result/isError").asBoolean()) {
                    boolean head = answer.at("/result/content/0/text").asText().startsWith("Done: HTTP 200");
                    if (!head) {
                        refused.put(tool.path("name").asText() + " " + arguments, answer.toString());
                    }
                } else {
                    reached.merge(operation, 1, Integer::sum);
                }
            }

            refused.forEach((call, answer) -> System.out.println("REFUSED " + call + "\n  " + answer));
            System.out.println(name + ": " + definitions.size() + " tools, " + reached.size() + " operations reached, "
                    + refused.size() + " refused");
            assertThat(refused).isEmpty();
            assertThat(definitions).hasSize(tools);
            assertThat(reached).hasSize(tools).allSatisfy((operation, times) -> assertThat(times)
                    .isOne());
            assertThat(definitions)
                    .extracting(tool -> tool.path("name").asText())
                    .allMatch(tool -> tool.matches("[A-Za-z0-9_-]{1,64}"));
        }
    }

    private static Path document(String name) throws IOException {
        return switch (name) {
            case "github" -> {
                Path file = folder.resolve("github.json");
                try (InputStream in = new GZIPInputStream(Files.newInputStream(GITHUB))) {
                    Files.copy(in, file);
                }
                yield file;
            }
            case "figma" -> NodeProcess.packaged("@figma/rest-api-spec/openapi/openapi.yaml");
            default -> NodeProcess.packaged("@notionhq/notion-mcp-server/scripts/notion-openapi.json");
        };
    }
}
