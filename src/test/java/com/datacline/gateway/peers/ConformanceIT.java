package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/**
 * The official conformance suite in front of the gateway, for the clients of both eras and with a server behind it that knows
 * one era only. What cannot be translated is in {@code src/test/node/expected-failures}, with the reason.
 */
class ConformanceIT {
    private static final Path RESULTS = Path.of("target/conformance");
    private static final Path EXPECTED = Path.of("src/test/node/expected-failures");

    @ParameterizedTest(name = "{0} in front of a {1} server")
    @CsvSource({"2025-11-25, legacy", "2025-11-25, modern", "2026-07-28, legacy", "2026-07-28, modern"})
    void the_suite_is_content(String revision, String era) throws IOException {
        String cell = revision + "-" + era;
        ExpectedFailures expected = ExpectedFailures.of(EXPECTED.resolve(cell + ".yaml"), "server");
        Path results = RESULTS.resolve(cell);
        FileSystemUtils.deleteRecursively(results);

        NodeProcess.Output output;
        try (NodeProcess server = NodeProcess.everything(era);
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("everything", server.url(), "prefix: \"\"")
                        .start()) {
            output = NodeProcess.conformance(
                    "server",
                    "--url",
                    gateway.url("/mcp").toString(),
                    "--requirements",
                    revision,
                    "--expected-failures",
                    expected.file().toString(),
                    "--output-dir",
                    results.toString());
        }

        Files.writeString(results.resolve("output.txt"), output.out());

        List<Scenario> scenarios = Scenario.below(results);
        assertThat(scenarios)
                .extracting(Scenario::name)
                .containsExactlyInAnyOrderElementsOf(Requirements.of(revision, "server"));
        assertThat(expected.surprises(scenarios)).isEmpty();
        assertThat(output.exitCode()).as(output.out()).isZero();
    }
}
