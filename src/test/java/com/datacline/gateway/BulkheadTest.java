package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.fixture.Fault;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.registry.RegistryFile;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.upstream.Breakers;
import com.datacline.gateway.upstream.Bulkheads;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private ScriptedServer full;
    private ScriptedServer other;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() {
        full = ScriptedServer.builder()
                .tool(ScriptedTool.named("wait").answering(arguments -> awaited()))
                .start();
        other = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("full", full.url(), "bulkhead: {concurrent: 2, wait: 0}")
                .server("patient", full.url(), "bulkhead: {concurrent: 1, wait: 10}")
                .server("brief", full.url(), "bulkhead: {concurrent: 1, wait: 0}", "timeout: 1")
                .server("slowly", full.url(), "bulkhead: {concurrent: 1, wait: 0}", "retry: {backoff: 2, jitter: 0}")
                .server("other", other.url())
                .set("gateway.catalogue.refresh", "10m")
                .set("gateway.routes.watch", "100ms")
                .start();
        gateway.toolNames();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        gateway.close();
        full.close();
        other.close();
    }

    @Test
    void a_full_server_is_busy_and_no_other_is() {
        List<CompletableFuture<HttpResponse<String>>> under = waiting("full", 2);
        eventually("both are under way", () -> taken("full") == 2);

        HttpResponse<String> refused = call("full", 0);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        JsonNode said = GatewayUnderTest.json(refused.body());
        assertThat(said.path("code").asText()).isEqualTo("server_busy");
        assertThat(said.path("detail").asText()).contains("full").contains("2 calls under way");
        assertThat(gateway.call("full__sleep", "{\"ms\":0}")
                        .path("result")
                        .path("_meta")
                        .path("com.datacline.gateway/code")
                        .asText())
                .isEqualTo("server_busy");
        assertThat(gateway.journal().getLast().path("outcome").asText()).isEqualTo("server_busy");
        JsonNode shown = shown("full");
        assertThat(shown.path("bulkhead").path("in_flight").asInt()).isEqualTo(2);
        assertThat(shown.path("bulkhead").path("concurrent").asInt()).isEqualTo(2);
        assertThat(call("other", 0).statusCode()).isEqualTo(200);

        gate.countDown();
        assertThat(under)
                .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        assertThat(taken("full")).isZero();
        assertThat(call("full", 0).statusCode()).isEqualTo(200);
        assertThat(gateway.bean(Breakers.class).state("full")).isEqualTo("closed");
    }

    @Test
    void one_more_call_waits_for_room_as_long_as_the_entry_says() {
        waiting("patient", 1);
        eventually(
                "it is under way",
                () -> taken("patient") == 1 && full.requests("tools/call").size() == 1);
        CompletableFuture<HttpResponse<String>> next =
                CompletableFuture.supplyAsync(() -> call("patient", 0), Executors.newVirtualThreadPerTaskExecutor());
        eventually("one more waits", () -> gateway.bean(Bulkheads.class).waiting("patient") == 1);
        assertThat(full.requests("tools/call")).hasSize(1);
        gate.countDown();

        assertThat(next.join().statusCode()).isEqualTo(200);
    }

    @Test
    void a_call_that_fails_or_takes_too_long_gives_its_place_back() {
        full.failingOnce("tools/call", Fault.status(500));

        assertThat(call("brief", 0).statusCode()).isEqualTo(502);
        assertThat(taken("brief")).isZero();
        assertThat(waiting("brief", 1).getFirst().join().statusCode()).isEqualTo(504);
        assertThat(taken("brief")).isZero();
        assertThat(call("brief", 0).statusCode()).isEqualTo(200);
    }

    @Test
    void a_call_that_is_tried_again_keeps_its_place() throws InterruptedException {
        full.failingOnce("tools/call", Fault.status(503));
        CompletableFuture<HttpResponse<String>> retried = CompletableFuture.supplyAsync(
                () -> gateway.post(
                        "/mcp/invoke?mcp_server=slowly", "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"}}"),
                Executors.newVirtualThreadPerTaskExecutor());
        eventually(
                "the first attempt is under way",
                () -> full.requests("tools/call").size() == 1);
        // and is over well before the next
        Thread.sleep(500);

        assertThat(call("slowly", 0).statusCode()).isEqualTo(503);
        assertThat(retried.join().statusCode()).isEqualTo(200);
        assertThat(full.requests("tools/call")).hasSize(2);
        assertThat(taken("slowly")).isZero();
    }

    @Test
    void old_and_new_routes_share_the_places() {
        List<CompletableFuture<HttpResponse<String>>> under = waiting("full", 2);
        eventually("both are under way", () -> taken("full") == 2);

        gateway.bean(Generations.class).load();

        assertThat(call("full", 0).statusCode()).isEqualTo(503);
        gate.countDown();
        assertThat(under)
                .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        assertThat(call("full", 0).statusCode()).isEqualTo(200);
        assertThat(taken("full")).isZero();
    }

    @Test
    void the_gateways_own_errands_need_no_place() {
        waiting("full", 2);
        eventually("both are under way", () -> taken("full") == 2);

        full.forget();
        gateway.bean(Catalogue.class).listChanged("full", Action.LIST_TOOLS);

        eventually("the tools are asked for", () -> !full.requests("tools/list").isEmpty());
        assertThat(taken("full")).isEqualTo(2);
        assertThat(shown("full").path("status").asText()).isEqualTo("up");
    }

    @Test
    void an_edit_of_an_entry_takes_effect_and_loses_nothing_of_others() throws Exception {
        other.failing("tools/call", Misbehaviour.STATUS_500);
        for (int i = 0; i < 20; i++) {
            call("other", 0);
        }
        assertThat(gateway.bean(Breakers.class).state("other")).isEqualTo("open");
        List<CompletableFuture<HttpResponse<String>>> under = waiting("full", 2);
        eventually("both are under way", () -> taken("full") == 2);

        edit("{concurrent: 2, wait: 0}", "{concurrent: 3, wait: 0}");
        assertThat(call("full", 0).statusCode()).isEqualTo(200);
        edit("{concurrent: 3, wait: 0}", "{concurrent: 1, wait: 0}");
        assertThat(call("full", 0).statusCode()).isEqualTo(503);
        assertThat(taken("full")).isEqualTo(2);
        assertThat(gateway.bean(Breakers.class).state("other")).isEqualTo("open");

        gate.countDown();
        assertThat(under)
                .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        assertThat(taken("full")).isZero();
        edit("{concurrent: 1, wait: 0}", "false");
        assertThat(shown("full").path("bulkhead").asBoolean(true)).isFalse();
        assertThat(call("full", 0).statusCode()).isEqualTo(200);

        edit("  other:\n", "  other:\n    circuit_breaker: {minimum_calls: 5, open: 60}\n");
        assertThat(gateway.bean(Breakers.class).state("other")).isEqualTo("closed");
        for (int i = 0; i < 5; i++) {
            call("other", 0);
        }
        assertThat(gateway.bean(Breakers.class).state("other")).isEqualTo("open");
        HttpResponse<String> refused = call("other", 0);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(50, 60);
        assertThat(shown("other").path("circuit_breaker").path("minimum_calls").asInt())
                .isEqualTo(5);
        edit("{minimum_calls: 5, open: 60}", "false");
        assertThat(call("other", 0).statusCode()).isEqualTo(502);
        assertThat(gateway.bean(Breakers.class).state("other")).isEqualTo("disabled");
    }

    private void edit(String before, String after) throws IOException {
        Path file = Path.of(gateway.spring().getEnvironment().getProperty("gateway.registry.file"));
        // the same entries may come twice, as another object
        var was = gateway.bean(RegistryFile.class).get().servers();
        Files.writeString(file, Files.readString(file).replace(before, after));
        eventually(
                "the edit is in force",
                () -> !gateway.bean(RegistryFile.class).get().servers().equals(was));
    }

    private int taken(String server) {
        return gateway.bean(Bulkheads.class).taken(server);
    }

    private JsonNode shown(String server) {
        for (JsonNode entry :
                GatewayUnderTest.json(gateway.get("/servers").body()).path("servers")) {
            if (entry.path("name").asText().equals(server)) {
                return entry;
            }
        }
        throw new AssertionError("no " + server);
    }

    private List<CompletableFuture<HttpResponse<String>>> waiting(String server, int calls) {
        List<CompletableFuture<HttpResponse<String>>> under = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            under.add(CompletableFuture.supplyAsync(
                    () -> gateway.post(
                            "/mcp/invoke?mcp_server=" + server, "{\"tool_name\":\"wait\",\"parameters\":{}}"),
                    Executors.newVirtualThreadPerTaskExecutor()));
        }
        return under;
    }

    private ObjectNode awaited() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ScriptedTool.text("waited");
    }

    private HttpResponse<String> call(String server, int millis) {
        return gateway.post(
                "/mcp/invoke?mcp_server=" + server, "{\"tool_name\":\"sleep\",\"parameters\":{\"ms\":" + millis + "}}");
    }
}
