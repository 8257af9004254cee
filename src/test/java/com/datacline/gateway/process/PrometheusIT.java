package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.FreePort;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.security.TokenIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A real Prometheus collects from a real gateway, by the files of {@code deploy/}. */
class PrometheusIT {
    private static final Path DEPLOY = Path.of("deploy");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String POLICY = """
            rules:
              - name: nobody-sleeps
                action: deny
                priority: 10
                condition: {mcp_server: "*", tool: sleep}
            default: allow
            """;

    @Test
    void every_query_of_the_dashboard_has_data_and_every_alert_can_be_asked() throws Exception {
        int management = FreePort.next();
        try (TokenIssuer issuer = TokenIssuer.start("gateway");
                ScriptedServer a = ScriptedServer.start();
                ScriptedServer b = ScriptedServer.start()) {
            GatewaySetup setup = GatewayProcess.with()
                    .server("a", a.url())
                    .server("b", b.url())
                    .set("AUTH_ENABLED", "true")
                    .set("KEYCLOAK_URL", issuer.base())
                    .set("KEYCLOAK_REALM", "gateway")
                    .set("MCP_RESOURCE_SERVER_URL", TokenIssuer.RESOURCE)
                    .set("MANAGEMENT_PORT", String.valueOf(management));
            setup.set(
                    "POLICY_FILE",
                    Files.writeString(setup.folder().resolve("p.yaml"), POLICY).toString());
            String token = issuer.token(claims -> issuer.good("watch", 600)
                    .apply(claims)
                    .claim("realm_access", Map.of("roles", List.of("gateway-admin"))));
            Path folder = Files.createTempDirectory("prometheus");
            try (GatewayProcess gateway = setup.start();
                    Prometheus prometheus = Prometheus.start(folder, management, token)) {
                List<String> queries = queries();
                assertThat(queries).hasSizeGreaterThan(30);
                List<String> empty = queries;
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (!empty.isEmpty() && System.nanoTime() < end) {
                    traffic(gateway, token);
                    Thread.sleep(1_500);
                    List<String> still = new ArrayList<>();
                    for (String query : empty) {
                        if (prometheus.ask(query).isEmpty()) {
                            still.add(query);
                        }
                    }
                    empty = still;
                }
                assertThat(empty).as("queries without data").isEmpty();
                assertThat(prometheus
                                .ask("up{job=\"secure-mcp-gateway\"}")
                                .at("/0/value/1")
                                .asText())
                        .isEqualTo("1");
                assertThat(prometheus.rules()).hasSizeGreaterThan(10).allSatisfy(rule -> assertThat(
                                rule.path("health").asText())
                        .as(rule.path("name").asText() + rule.path("lastError"))
                        .isEqualTo("ok"));
            }
        }
    }

    @Test
    void the_files_are_what_prometheus_takes_and_each_alert_goes_off_when_it_should() throws Exception {
        Path folder = Files.createTempDirectory("prometheus");
        Path files = copy(folder);
        Files.writeString(files.resolve("token"), "x");
        run(folder, told("promtool check config").split(" "));
        run(files, "promtool", "check", "rules", "alerts.yml");
        String tested = Files.readString(files.resolve("alerts_test.yml"));
        run(files, (told("promtool test rules") + " alerts_test.yml").split(" "));
        for (String line : Files.readAllLines(files.resolve("alerts.yml"))) {
            if (line.contains("- alert: ")) {
                assertThat(tested).contains("alertname: " + line.substring(line.indexOf(": ") + 2));
            }
        }
    }

    private static void traffic(GatewayProcess gateway, String token) throws Exception {
        String bearer = "Bearer " + token;
        for (int i = 0; i < 5; i++) {
            gateway.echoAs(token, "a", "x");
            gateway.echoAs(token, "b", "x");
        }
        String broadcast = "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"}}";
        gateway.send("POST", "/mcp/invoke-broadcast", broadcast, "Authorization", bearer);
        gateway.send("POST", "/mcp/invoke?mcp_server=a", "{\"tool_name\":\"sleep\"}", "Authorization", bearer);
        gateway.send("POST", "/mcp/invoke?mcp_server=a", broadcast, "Authorization", "Bearer nonsense");
    }

    /** The queries as Grafana would ask them, with what stands for its variables. */
    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        JsonNode dashboard = GatewayUnderTest.json(Files.readString(DEPLOY.resolve("grafana/gateway.json")));
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(target.path("expr")
                        .asText()
                        .replace("$job", "secure-mcp-gateway")
                        .replace("$server", ".*")
                        .replace("$__rate_interval", "30s"));
            }
        }
        return queries;
    }

    /** Returns a command that the guide types in the folder of the project. */
    private static String told(String begin) throws IOException {
        return Pattern.compile("(?:^ *|`)(" + begin + "[^`\\n]*)", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs/guides/monitoring.md")))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the guide does not say " + begin));
    }

    /** Copies the files to where they are in the project, and returns that folder. */
    private static Path copy(Path project) throws IOException {
        Path files = Files.createDirectories(project.resolve("deploy/prometheus"));
        for (String name : List.of("prometheus.yml", "alerts.yml", "alerts_test.yml")) {
            Files.copy(DEPLOY.resolve("prometheus").resolve(name), files.resolve(name));
        }
        return files;
    }

    private static void run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** Prometheus, with the files of this repository but for the gateway's port and a faster pace. */
    private record Prometheus(Process process, int port) implements AutoCloseable {
        static Prometheus start(Path folder, int management, String token) throws Exception {
            Path files = copy(folder);
            Path config = files.resolve("prometheus.yml");
            Files.writeString(
                    config,
                    Files.readString(config)
                            .replace("127.0.0.1:9000", "127.0.0.1:" + management)
                            .replace("15s", "1s"));
            Files.createFile(
                    files.resolve("token"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(files.resolve("token"), token + "\n");
            int port = FreePort.next();
            List<String> command =
                    new ArrayList<>(List.of(told("prometheus --config.file").split(" ")));
            command.addAll(List.of("--storage.tsdb.path=data", "--web.listen-address=127.0.0.1:" + port));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            Prometheus prometheus = new Prometheus(process, port);
            GatewayUnderTest.eventually("Prometheus is ready", prometheus::isReady);
            return prometheus;
        }

        private boolean isReady() {
            try {
                return get("/-/ready").statusCode() == 200;
            } catch (IOException | InterruptedException e) {
                return false;
            }
        }

        JsonNode ask(String query) throws IOException, InterruptedException {
            HttpResponse<String> answer =
                    get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(query + ": " + answer.body()).isEqualTo(200);
            return GatewayUnderTest.json(answer.body()).at("/data/result");
        }

        List<JsonNode> rules() throws IOException, InterruptedException {
            List<JsonNode> rules = new ArrayList<>();
            GatewayUnderTest.json(get("/api/v1/rules").body())
                    .at("/data/groups")
                    .forEach(group -> group.path("rules").forEach(rules::add));
            return rules;
        }

        private HttpResponse<String> get(String path) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
