package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** The official conformance suite behind the gateway: what the gateway sends to servers, judged by the suite's own servers. */
class ConformanceClientIT {
    private static final Path RESULTS = Path.of("target/conformance/client");

    private static GatewaysOnDemand gateways;

    @BeforeAll
    static void start() throws IOException {
        gateways = new GatewaysOnDemand();
    }

    @AfterAll
    static void stop() {
        gateways.close();
    }

    static Stream<Arguments> scenarios() {
        return Stream.of("2025-11-25", "2026-07-28").flatMap(revision -> Requirements.of(revision, "client").stream()
                .filter(scenario -> !scenario.startsWith("auth/"))
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
                NodeProcess.command("conformance-client.mjs") + " " + gateways.url(),
                "--scenario",
                scenario,
                "--spec-version",
                revision,
                "--output-dir",
                results.toString());

        List<Scenario> went = Scenario.below(results);
        assertThat(went).extracting(Scenario::name).containsExactly(scenario);
        assertThat(ExpectedFailures.none().surprises(went)).isEmpty();
        assertThat(output.exitCode()).as("see %s", output.errors()).isZero();
    }
}
