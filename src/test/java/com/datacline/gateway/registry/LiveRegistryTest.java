package com.datacline.gateway.registry;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.routes.RouteFolder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come, change and go while the gateway runs. */
class LiveRegistryTest {
    private ScriptedServer first;
    private ScriptedServer second;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() {
        first = ScriptedServer.start();
        second = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("a", first.url())
                .set("gateway.routes.watch", "100ms")
                .start();
        eventually("the tools are there", () -> gateway.toolNames().contains("a__echo"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        first.close();
        second.close();
    }

    @Test
    void a_server_that_is_added_is_there_and_one_that_is_taken_out_is_gone() {
        write("servers:\n" + entry("a", first.url()) + entry("b", second.url()));
        eventually("b's tools are there", () -> gateway.toolNames().contains("b__echo"));
        assertThat(answers("b__echo")).isTrue();
        assertThat(gateway.toolNames()).contains("broadcast__echo");

        write("servers:\n" + entry("a", first.url()));
        eventually("b's tools are gone", () -> !gateway.toolNames().contains("b__echo"));
        assertThat(gateway.toolNames()).contains("a__echo").doesNotContain("broadcast__echo");
        assertThat(gateway.call("b__echo", "{\"message\":\"hi\"}")
                        .path("error")
                        .path("message")
                        .asText())
                .contains("b__echo");
    }

    @Test
    void a_server_that_moves_is_called_at_its_new_address_and_gets_no_credential_of_the_old_one() {
        write("servers:\n" + entry("a", first.url()) + credential("first-secret"));
        eventually("the credential is shown", () -> {
            gateway.call("a__echo", "{\"message\":\"hi\"}");
            return shown(first, "first-secret");
        });
        write("servers:\n" + entry("a", second.url()) + credential("second-secret"));
        eventually("the other one is called", () -> {
            gateway.call("a__echo", "{\"message\":\"hi\"}");
            return !second.requests("tools/call").isEmpty();
        });
        assertThat(shown(second, "first-secret")).isFalse();
        assertThat(shown(first, "second-secret")).isFalse();
    }

    @Test
    void a_call_that_takes_long_ends_where_it_began() {
        CompletableFuture<JsonNode> slow =
                CompletableFuture.supplyAsync(() -> gateway.call("a__sleep", "{\"ms\":2500}"));
        eventually("it is under way", () -> first.requests("tools/call").size() == 1);
        write("servers:\n" + entry("a", second.url()));
        eventually(
                "the other one is asked", () -> !second.requests("tools/list").isEmpty());
        assertThat(answers("a__echo")).isTrue();
        assertThat(second.requests("tools/call")).hasSize(1);
        assertThat(slow.join().has("result")).isTrue();
        assertThat(first.requests("tools/call")).hasSize(1);
    }

    @Test
    void edits_of_other_servers_disturb_nobody() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                assertThat(answers("a__echo")).isTrue();
                answered.incrementAndGet();
            }
        });
        int before = first.requests("initialize").size();
        for (int round = 0; round < 4; round++) {
            write("servers:\n" + entry("a", first.url()) + "    description: round " + round + "\n"
                    + (round % 2 == 0 ? entry("b", second.url()) : ""));
            boolean there = round % 2 == 0;
            eventually("the edit is in force", () -> gateway.toolNames().contains("b__echo") == there);
        }
        over.set(true);
        traffic.join();
        assertThat(answered.get()).isPositive();
        assertThat(first.requests("initialize")).as("a's session goes on").hasSize(before);
    }

    @Test
    void a_registry_that_cannot_be_used_changes_nothing_and_is_recorded_until_it_is_mended() {
        write("servers:\n" + entry("a", first.url()) + "    timeuot: 3\n");
        eventually("it is recorded", () -> record("registry_rejected") != null);
        assertThat(record("registry_rejected").toString())
                .contains("mcp_servers.yaml:4")
                .contains("timeuot");
        assertThat(answers("a__echo")).isTrue();
        JsonNode health = GatewayUnderTest.json(gateway.get("/health").body());
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/registry/status").asText()).isEqualTo("stale");
        assertThat(health.at("/registry/problem").asText()).contains("mcp_servers.yaml:4");

        write("servers:\n" + entry("a", first.url()) + "    timeout: 3\n");
        eventually("it is mended", () -> record("registry_changed") != null);
        assertThat(GatewayUnderTest.json(gateway.get("/health").body())
                        .at("/registry/status")
                        .asText())
                .isEqualTo("current");
    }

    @Test
    void a_tool_that_a_route_drops_does_not_come_back_with_an_edit_of_its_server(@TempDir Path folder) {
        RouteFolder.copiedTo(folder).write("shaping/drop.camel.yaml", """
                - route:
                    id: no-sleep
                    description: Nobody may have a sleep.
                    from:
                      uri: shape:definition?server=a&tool=sleep
                      steps:
                        - to: kamelet:drop-tool
                """);
        gateway.close();
        gateway = GatewayUnderTest.with()
                .server("a", first.url())
                .set("gateway.routes.watch", "100ms")
                .set("gateway.routes.folder", folder.toString())
                .start();
        eventually("the tools are there", () -> gateway.toolNames().contains("a__echo"));
        assertThat(gateway.toolNames()).doesNotContain("a__sleep");
        write("servers:\n" + entry("a", first.url()) + "    description: another\n");
        eventually("the edit is in force", () -> record("registry_changed") != null);
        assertThat(gateway.toolNames()).contains("a__echo").doesNotContain("a__sleep");
    }

    private boolean answers(String tool) {
        return gateway.call(tool, "{\"message\":\"hi\"}").has("result");
    }

    private JsonNode record(String action) {
        return gateway.journal().stream()
                .filter(one -> one.path("action").asText().equals(action))
                .findFirst()
                .orElse(null);
    }

    private static boolean shown(ScriptedServer server, String secret) {
        return server.requests().toString().contains(secret);
    }

    private static String entry(String name, URI url) {
        return "  " + name + ":\n    url: " + url + "\n";
    }

    private static String credential(String secret) {
        return "    auth: {method: bearer, credential_value: " + secret + "}\n";
    }

    private void write(String registry) {
        try {
            Path file = gateway.folder().resolve("mcp_servers.yaml");
            Path next = Files.writeString(file.resolveSibling("next"), registry);
            Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
