package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.FreePort;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** The official conformance suite's authorization scenarios: the gateway as an OAuth client of the suite's servers. */
class ConformanceAuthIT {
    private static final Path RESULTS = Path.of("target/conformance/auth");

    /** Where the suite expects the client's metadata document to be. */
    private static final String METADATA = "https://conformance-test.local/client-metadata.json";

    /** Extensions of the protocol that the gateway does not speak; the suite does not score them. */
    private static final Set<String> NOT_SPOKEN = Set.of(
            "auth/enterprise-managed-authorization",
            "auth/dpop",
            "auth/dpop-nonce",
            "auth/wif-jwt-bearer",
            "auth/client-credentials-jwt");

    private static GatewaysOnDemand gateways;

    @BeforeAll
    static void start() throws IOException {
        gateways = new GatewaysOnDemand(ConformanceAuthIT::gateway);
    }

    @AfterAll
    static void stop() {
        gateways.close();
    }

    static Stream<Arguments> scenarios() {
        return Stream.of("2025-11-25", "2026-07-28").flatMap(revision -> Requirements.of(revision, "client").stream()
                .filter(scenario -> scenario.startsWith("auth/") && !NOT_SPOKEN.contains(scenario))
                .map(scenario -> Arguments.of(revision, scenario)));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("scenarios")
    void the_suite_is_content(String revision, String scenario) throws IOException {
        Path results = RESULTS.resolve(revision).resolve(scenario);
        FileSystemUtils.deleteRecursively(results);

        NodeProcess.Output output = NodeProcess.conformance(
                "client",
                "--command",
                NodeProcess.command("conformance-auth.mjs") + " " + gateways.url(),
                "--scenario",
                scenario,
                "--spec-version",
                revision,
                // extensions are on no revision's list
                "--force",
                "--output-dir",
                results.toString());

        List<Scenario> went = Scenario.below(results);
        assertThat(went).extracting(Scenario::name).containsExactly(scenario);
        assertThat(ExpectedFailures.none().surprises(went)).isEmpty();
        assertThat(output.exitCode()).as("see %s", output.errors()).isZero();
    }

    /** Starts the gateway that a scenario is about, with no more in its registry than the scenario lets a client know. */
    private static GatewayUnderTest gateway(JsonNode wanted) throws IOException {
        JsonNode context = wanted.path("context");
        String scenario = wanted.path("scenario").asText();
        URI server = URI.create(wanted.path("server").asText());
        List<String> auth = new ArrayList<>(List.of("auth:", "  method: oauth2"));
        if (scenario.equals("auth/basic-cimd")) {
            auth.add("  client_metadata_url: " + METADATA);
        }
        if (context.has("client_secret")) {
            Path secret = Files.createTempFile("client", "secret");
            Files.writeString(secret, context.path("client_secret").asText());
            auth.add("  client_id: " + context.path("client_id").asText());
            auth.add("  client_secret_ref: file://" + secret);
            auth.add("  issuer: " + context.path("issuer").asText(issuer(server)));
        }
        if (scenario.startsWith("auth/client-credentials")) {
            auth.add("  grant: client_credentials");
        }
        int port = FreePort.next();
        return GatewayUnderTest.with()
                .set("server.port", "" + port)
                .set("gateway.auth.resource", "http://localhost:" + port + "/mcp")
                .server("suite", server, auth.toArray(String[]::new))
                .start();
    }

    /** An operator knows the issuer that the client was registered with; the suite does not always say it. */
    private static String issuer(URI server) throws IOException {
        try (InputStream page = server.resolve("/.well-known/oauth-protected-resource/mcp")
                .toURL()
                .openStream()) {
            return GatewayUnderTest.json(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .at("/authorization_servers/0")
                    .asText();
        }
    }
}
