package com.datacline.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

class ProbesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void servers_and_a_database_that_are_away_make_a_gateway_neither_dead_nor_unready() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.with()
                .server("away", URI.create("http://127.0.0.1:1/mcp"))
                .set("gateway.audit.database-url", "postgresql://u:p@127.0.0.1:1/none")
                .set("management.server.port", "0")
                .start()) {
            assertThat(GatewayUnderTest.json(gateway.get("/health").body())
                            .path("status")
                            .asText())
                    .isEqualTo("degraded");
            assertThat(probe(gateway, "liveness")).isEqualTo(200);
            assertThat(probe(gateway, "readiness")).isEqualTo(200);
        }
    }

    @Test
    void a_gateway_whose_calls_are_ending_is_not_ready() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            GatewayUnderTest gateway = GatewayUnderTest.with()
                    .server("s", server.url())
                    .set("management.server.port", "0")
                    .start();
            gateway.toolNames();
            server.failing("tools/call", Misbehaviour.HANG);
            Thread caller = Thread.startVirtualThread(() -> {
                try {
                    gateway.call("s__echo", "{}");
                } catch (RuntimeException | AssertionError e) {
                    // The gateway is gone.
                }
            });
            GatewayUnderTest.eventually(
                    "the call hangs", () -> !server.requests("tools/call").isEmpty());
            assertThat(probe(gateway, "readiness")).isEqualTo(200);
            CountDownLatch refusing = new CountDownLatch(1);
            ((ConfigurableApplicationContext) gateway.spring())
                    .addApplicationListener((ApplicationListener<AvailabilityChangeEvent<?>>) event -> {
                        if (event.getState() == ReadinessState.REFUSING_TRAFFIC) {
                            refusing.countDown();
                        }
                    });

            Thread closing = Thread.startVirtualThread(gateway::close);
            refusing.await();

            assertThat(probe(gateway, "readiness")).isNotEqualTo(200);
            closing.join();
            caller.join();
        }
    }

    /** Returns the status, or 0 if nobody answers. */
    private static int probe(GatewayUnderTest gateway, String name) throws InterruptedException {
        String port = gateway.spring().getEnvironment().getProperty("local.management.port");
        URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/" + name);
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
