package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.StreamClient;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    @Test
    void a_server_that_hangs_does_not_keep_the_gateway_from_ending() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            GatewayUnderTest gateway =
                    GatewayUnderTest.with().server("s", server.url()).start();
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

            long begin = System.nanoTime();
            gateway.close();
            long millis = (System.nanoTime() - begin) / 1_000_000;

            assertThat(millis).isLessThan(10_000);
            caller.join();
        }
    }

    @Test
    void streams_that_stay_open_end_at_once_and_in_good_order() {
        try (ScriptedServer server = ScriptedServer.start()) {
            GatewayUnderTest gateway =
                    GatewayUnderTest.with().server("a", server.url()).start();
            StreamClient client = new StreamClient(gateway.url("/mcp"));
            StreamClient.Incoming listening =
                    client.modern(3, "subscriptions/listen", "{\"notifications\":{\"toolsListChanged\":true}}", "{}");
            StreamClient.Incoming session = new StreamClient(gateway.url("/mcp"))
                    .initialize("2025-11-25", "{}")
                    .listen();
            listening.message(0);

            long begin = System.nanoTime();
            gateway.close();
            long millis = (System.nanoTime() - begin) / 1_000_000;

            assertThat(listening
                            .last()
                            .at("/result/_meta")
                            .path("io.modelcontextprotocol/subscriptionId")
                            .asInt())
                    .isEqualTo(3);
            session.awaitEnd();
            assertThat(millis).isLessThan(2_500);
        }
    }
}
