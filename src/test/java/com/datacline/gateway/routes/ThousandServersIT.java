package com.datacline.gateway.routes;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.registry.RegistryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry of a thousand servers that is edited. */
@Alone
class ThousandServersIT {
    private static final int MANY = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ScriptedServer server;
    private GatewayUnderTest gateway;
    private Generations generations;

    @BeforeEach
    void start() {
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.routes.watch", "100ms")
                .set("gateway.catalogue.refresh", "1h")
                .start();
        generations = gateway.bean(Generations.class);
        eventually("the tools are there", () -> gateway.toolNames().contains("a__echo"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void a_thousand_servers_come_change_and_go_in_seconds_and_leave_nothing() throws IOException {
        int routes = generations.status().routes();
        long adding =
                nanosUntil(servers(MANY, "first"), () -> generations.status().routes() == routes + MANY);
        // all of them are asked what they offer, which takes its time
        eventually("the last one's tools are there", () -> gateway.toolNames().contains("s999__echo"));
        assertThat(gateway.call("s999__echo", "{\"message\":\"hi\"}").has("result"))
                .isTrue();

        Route untouched = context().getRoute("upstream-s5");
        long changing = nanosUntil(
                servers(MANY, "second"),
                () -> described("s999").equals("second") && described("s0").equals("second"));
        assertThat(context().getRoute("upstream-s5"))
                .as("an edit that is none of the route's business")
                .isSameAs(untouched);

        write(servers(MANY + 1, "second"));
        eventually("one more is there", () -> generations.status().routes() == routes + MANY + 1);
        assertThat(context().getRoute("upstream-s5")).isSameAs(untouched);
        write(servers(MANY, "second"));
        eventually("it is gone", () -> generations.status().routes() == routes + MANY);
        assertThat(context().getRoute("upstream-s5")).isSameAs(untouched);
        assertThat(context().getRoute("upstream-s1000")).isNull();

        long removing = nanosUntil(servers(0, ""), () -> generations.status().routes() == routes);
        System.out.printf(
                "%d servers: added in %d ms, changed in %d ms, removed in %d ms%n",
                MANY, adding / 1_000_000, changing / 1_000_000, removing / 1_000_000);
        assertThat(Duration.ofNanos(adding + changing + removing)).isLessThan(LIMIT.multipliedBy(2));
        assertThat(Duration.ofNanos(adding)).isLessThan(LIMIT);
        assertThat(Duration.ofNanos(changing)).isLessThan(LIMIT);
        assertThat(Duration.ofNanos(removing)).isLessThan(LIMIT);
        assertThat(context().getEndpoints().stream()
                        .filter(endpoint -> endpoint.getEndpointUri().contains("s999")))
                .isEmpty();
        assertThat(gateway.call("a__echo", "{\"message\":\"hi\"}").has("result"))
                .isTrue();
    }

    private CamelContext context() {
        try (Generation generation = generations.lease()) {
            return generation.context();
        }
    }

    private String described(String name) {
        return gateway.bean(RegistryFile.class)
                .get()
                .server(name)
                .map(one -> one.description())
                .orElse("");
    }

    private String servers(int count, String description) {
        return "servers:\n  a:\n    url: " + server.url() + "\n"
                + IntStream.range(0, count)
                        .mapToObj(i -> "  s" + i + ":\n    url: " + server.url() + "\n    description: " + description)
                        .collect(Collectors.joining("\n"));
    }

    private long nanosUntil(String registry, BooleanSupplier done) throws IOException {
        long begin = System.nanoTime();
        write(registry);
        eventually("the edit is in force", done);
        return System.nanoTime() - begin;
    }

    private void write(String registry) throws IOException {
        Path file = gateway.folder().resolve("mcp_servers.yaml");
        Path next = Files.writeString(file.resolveSibling("next"), registry);
        Files.move(
                next,
                file,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
