package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.cluster.RedisUnderTest;
import com.datacline.gateway.cluster.RoundRobin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** The official conformance suite in front of two nodes, of which each request meets the next one. */
class ConformanceNodesIT {
    private static final Path RESULTS = Path.of("target/conformance/nodes");
    private static final Path EXPECTED = Path.of("src/test/node/expected-failures");

    @ParameterizedTest(name = "{0} in front of a {1} server")
    @CsvSource({"2025-11-25, legacy", "2026-07-28, modern"})
    void the_suite_is_content(String revision, String era) throws Exception {
        String cell = revision + "-" + era;
        ExpectedFailures expected = ExpectedFailures.of(EXPECTED.resolve(cell + ".yaml"), "server");
        Path results = RESULTS.resolve(cell);
        FileSystemUtils.deleteRecursively(results);

        NodeProcess.Output output;
        try (RedisUnderTest redis = RedisUnderTest.start();
                NodeProcess server = NodeProcess.everything(era);
                GatewayUnderTest one = node(redis, server);
                GatewayUnderTest two = node(redis, server);
                RoundRobin proxy = RoundRobin.over(List.of(() -> one.url(""), () -> two.url("")))) {
            output = NodeProcess.conformance(
                    "server",
                    "--url",
                    proxy.url("/mcp").toString(),
                    "--requirements",
                    revision,
                    "--expected-failures",
                    expected.file().toString(),
                    "--output-dir",
                    results.toString());
        }

        List<Scenario> scenarios = Scenario.below(results);
        assertThat(scenarios)
                .extracting(Scenario::name)
                .containsExactlyInAnyOrderElementsOf(Requirements.of(revision, "server"));
        assertThat(expected.surprises(scenarios)).isEmpty();
        assertThat(output.exitCode()).as(output.out()).isZero();
    }

    private static GatewayUnderTest node(RedisUnderTest redis, NodeProcess server) {
        return GatewayUnderTest.with()
                .server("everything", server.url(), "prefix: \"\"")
                .set("gateway.cluster.redis-url", redis.url())
                .start();
    }
}
