package com.datacline.gateway.routes;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.StatefulService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationsTest {
    private static final String EXTRA = """
            - route:
                id: extra
                description: A route that tests change.
                from:
                  uri: platform-http:/extra
                  steps:
                    - setBody: {constant: "%s"}
            """;

    @TempDir
    Path routes;

    private ScriptedServer server;
    private GatewayUnderTest gateway;
    private Generations generations;

    @BeforeEach
    void start() throws IOException {
        for (Path file : RouteFiles.in(Path.of("routes"))) {
            Files.copy(file, routes.resolve(file.getFileName()));
        }
        Files.writeString(routes.resolve("90-extra.camel.yaml"), EXTRA.formatted("one"));
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.routes.folder", routes.toString())
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
    void a_swap_under_traffic_fails_no_request() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                assertThat(gateway.call("a__echo", "{\"message\":\"hi\"}").has("result"))
                        .isTrue();
                answered.incrementAndGet();
            }
        });
        Files.writeString(routes.resolve("90-extra.camel.yaml"), EXTRA.formatted("two"));
        generations.load();
        assertThat(gateway.get("/extra").body()).isEqualTo("two");
        generations.load();
        over.set(true);
        traffic.join();
        assertThat(answered.get()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- route: {id: extra, from: {uri: 'direct:x', steps: [{nonsense: 1}]}}|nonsense",
                "- route: {id: extra|expected ',' or '}'",
                "- route: {id: extra, from: {uri: 'direct:x', steps: [{bean: {ref: nobody}}]}}|nobody",
                "- route: {id: extra, from: {uri: 'direct:x', steps: [{to: 'nowhere:x'}]}}|nowhere"
            })
    void a_broken_file_changes_nothing_and_file_line_and_reason_are_named(String broken, String named)
            throws IOException {
        Files.writeString(routes.resolve("90-extra.camel.yaml"), "# a comment\n" + broken);
        assertThatThrownBy(generations::load)
                .isInstanceOf(InvalidRoutes.class)
                .hasMessageMatching("(?s)90-extra.camel.yaml:[23] .*")
                .hasMessageContaining(named);
        assertThat(gateway.get("/extra").body()).isEqualTo("one");
        assertThat(gateway.call("a__echo", "{\"message\":\"hi\"}").has("result"))
                .isTrue();
    }

    @Test
    void a_slow_call_ends_on_the_routes_it_began_on() throws Exception {
        Generation old = generations.lease();
        old.close();
        CompletableFuture<Boolean> slow = CompletableFuture.supplyAsync(
                () -> gateway.call("a__sleep", "{\"ms\":6000}").has("result"));
        eventually("the call is under way", () -> server.requests("tools/call").size() == 1);
        generations.load();
        assertThat(old.context().isStarted()).as("still open").isTrue();
        assertThat(slow.join()).isTrue();
        eventually("closed after its last call", () -> old.context().isStopped());
    }

    @Test
    void timers_of_an_old_generation_are_still() {
        Generation old = generations.lease();
        try (old) {
            assertThat(timer(old).isStarted()).isTrue();
            generations.load();
            assertThat(timer(old).isStarted()).isFalse();
        }
    }

    private static StatefulService timer(Generation generation) {
        return (StatefulService)
                generation.context().getRoute("catalogue-refresh").getConsumer();
    }
}
