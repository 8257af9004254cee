package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogsIT {
    private static final String SECRET = "a-very-secret-chain-key-0123456789";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String NOISY = """
            - route:
                id: noisy
                description: Logs what it should not, and breaks.
                from:
                  uri: ai-tool:noisy
                  parameters: {description: Says a lot}
                  steps:
                    - log: {loggingLevel: WARN, message: "noise Bearer abcdefghijklmnopqrstuvwxyz and %s"}
                    - throwException: {exceptionType: java.lang.IllegalStateException, message: "broke with %s"}
            """;

    @Test
    void in_json_each_line_is_an_object_that_names_the_call_and_no_secret() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            GatewaySetup setup = GatewayProcess.with()
                    .server("s", server.url())
                    .set("LOG_FORMAT", "json")
                    .set("AUDIT_CHAIN_KEY", SECRET);
            Path routes = copyOfRoutes(setup.folder().resolve("routes"));
            Files.writeString(routes.resolve("tools/noisy.camel.yaml"), NOISY.formatted(SECRET, SECRET));
            try (GatewayProcess gateway =
                    setup.set("ROUTES_DIR", routes.toString()).start()) {
                gateway.send(
                        "POST",
                        "/mcp/invoke?mcp_server=routes",
                        "{\"tool_name\":\"noisy\"}",
                        "traceparent",
                        "00-" + TRACE + "-b7ad6b7169203331-01");

                List<JsonNode> lines =
                        gateway.stdout().stream().map(GatewayUnderTest::json).toList();
                JsonNode noise = lines.stream()
                        .filter(line -> line.path("message").asText().startsWith("noise"))
                        .findFirst()
                        .orElseThrow();
                JsonNode record = gateway.journal().getLast();
                assertThat(noise.path("message").asText()).isEqualTo("noise Bearer *** and ***");
                assertThat(noise.at("/log/level").asText()).isEqualTo("WARN");
                assertThat(noise.at("/service/name").asText()).isEqualTo("secure-mcp-gateway");
                assertThat(noise.path("request_id").asText())
                        .isEqualTo(record.path("request_id").asText());
                assertThat(record.path("trace_id").asText()).isEqualTo(TRACE);
                assertThat(gateway.output()).doesNotContain(SECRET, "abcdefghijklmnopqrstuvwxyz");
                assertThat(lines)
                        .filteredOn(line -> line.path("message").asText().contains("routes are in force"))
                        .allSatisfy(line -> assertThat(line.has("request_id")).isFalse())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void another_format_is_told_at_the_start() {
        GatewayProcess gateway = GatewayProcess.with().set("LOG_FORMAT", "xml").launch();

        assertThat(gateway.awaitEnd(Duration.ofMinutes(2))).isNotZero();
        assertThat(gateway.output()).contains("LOG_FORMAT=xml is unknown. Set text or json.");
    }

    private static Path copyOfRoutes(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("tools"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }
}
