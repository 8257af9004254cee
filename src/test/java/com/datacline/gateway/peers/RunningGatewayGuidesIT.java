package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.FreePort;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.process.BuiltJar;
import com.datacline.gateway.telemetry.SpanReceiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the pages about monitoring, credentials, limits and the audit trail tell their reader to do, all on one gateway: it is
 * started as the first says, with the registry of the second and the policy of the third, and has ended for the last.
 */
class RunningGatewayGuidesIT {
    private static final Path MONITORING = Path.of("docs/guides/monitoring.md");
    private static final Path CREDENTIALS = Path.of("docs/guides/credentials.md");
    private static final Path LIMITS = Path.of("docs/guides/limits.md");
    private static final Path AUDIT = Path.of("docs/reference/audit.md");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SERVE = Pattern.compile("^([A-Z_]+)=(\\S+) datacline serve$", Pattern.MULTILINE);
    private static final String SECRET = "ntn-0123456789abcdef";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Duration TO_START = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    private final int port = FreePort.next();
    private final int management = FreePort.next();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void the_pages_about_a_gateway_that_runs_are_true() throws Exception {
        BuiltJar.asMakeLeavesIt();
        try (ScriptedServer notion = ScriptedServer.builder()
                        .tool(ScriptedTool.named("fetch"))
                        .start();
                SpanReceiver collector = SpanReceiver.start()) {
            String registry = firstYaml(CREDENTIALS);
            assertThat(registry).contains("https://mcp.example.com/mcp");
            Files.writeString(
                    folder.resolve("mcp_servers.yaml"),
                    registry.replace("https://mcp.example.com/mcp", notion.url().toString()));
            String limits = firstYaml(LIMITS);
            Files.writeString(folder.resolve("policy.yaml"), limits + "rules: []\ndefault: allow\n");
            Map<String, String> environment = new TreeMap<>(Map.of(
                    "PORT", "" + port,
                    "MANAGEMENT_PORT", "" + management,
                    "AUTH_ENABLED", "false",
                    "AUDIT_TO_STDOUT", "false",
                    "NOTION_API_KEY", SECRET,
                    "DATACLINE_URL", "http://localhost:" + port,
                    "PATH", Path.of("bin").toAbsolutePath() + ":" + System.getenv("PATH")));
            Process gateway = serveAsTold(environment, collector);
            try {
                followWithJournal(MONITORING, environment);
                eventually(
                        "the collector has the spans",
                        () -> collector.spans(TRACE).size() > 1);
                assertThat(collector.services()).contains("secure-mcp-gateway");

                follow(CREDENTIALS, environment);
                assertThat(notion.requests("tools/list")).isNotEmpty().allSatisfy(asked -> assertThat(
                                asked.header("Authorization"))
                        .contains("Bearer " + SECRET));

                follow(LIMITS, environment);
            } finally {
                gateway.destroy();
                assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(Files.readAllLines(folder.resolve("printed.log")))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(json(line).has("@timestamp")).isTrue());

            List<String> printed = follow(AUDIT, environment);
            assertThat(printed.getFirst().replace(" -", "").strip().split("\\s+"))
                    .as("the hash by hand, and the one of the record")
                    .hasSize(2)
                    .allMatch(hash -> hash.matches("[0-9a-f]{64}"))
                    .satisfies(both -> assertThat(both[0]).isEqualTo(both[1]));
        }
    }

    /** Starts it with all the variables that the page about monitoring types before {@code datacline serve}. */
    private Process serveAsTold(Map<String, String> environment, SpanReceiver collector) throws Exception {
        Map<String, String> told = new TreeMap<>();
        SERVE.matcher(Files.readString(MONITORING))
                .results()
                .forEach(line ->
                        told.put(line.group(1), line.group(2).replace("http://localhost:4318", collector.url())));
        assertThat(told).containsOnlyKeys("OTEL_EXPORTER_OTLP_ENDPOINT", "LOG_FORMAT");
        Path log = folder.resolve("printed.log");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec datacline serve")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(told);
        Process gateway = builder.start();
        long end = System.nanoTime() + TO_START.toNanos();
        while (!answers()) {
            assertThat(gateway.isAlive() && System.nanoTime() < end)
                    .as("it starts:\n%s", Files.readString(log))
                    .isTrue();
            Thread.sleep(200);
        }
        return gateway;
    }

    /** The port for operators comes last. */
    private boolean answers() throws InterruptedException {
        return answers(port, "/health") && answers(management, "/actuator/health");
    }

    private boolean answers(int at, String path) throws InterruptedException {
        URI health = URI.create("http://localhost:" + at + path);
        try {
            return http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void followWithJournal(Path page, Map<String, String> environment) throws Exception {
        try {
            follow(page, environment);
        } catch (AssertionError e) {
            Path journal = folder.resolve("audit.json");
            String written = Files.exists(journal) ? Files.readString(journal) : "no journal";
            throw new AssertionError(
                    e.getMessage() + "\n" + written + "\n" + Files.readString(folder.resolve("printed.log")), e);
        }
    }

    private List<String> follow(Path page, Map<String, String> environment) throws Exception {
        Guide guide = Guide.read(page);
        assertThat(guide.steps()).as("%s has blocks to run", page).isNotEmpty();
        UnaryOperator<String> places = script -> script.replace("localhost:8000", "localhost:" + port)
                .replace("localhost:9000", "localhost:" + management);
        return guide.follow(folder, places, environment);
    }

    private static String firstYaml(Path page) throws IOException {
        return YAML.matcher(Files.readString(page))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
