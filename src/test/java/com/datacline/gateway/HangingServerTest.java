package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.upstream.Bulkheads;
import com.datacline.gateway.upstream.Transport;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Very many callers of a server that hangs take nothing from those of another. */
class HangingServerTest {
    private static final int CALLERS = 500;
    private static final int PLACES = 50;

    @Test
    void five_hundred_callers_of_a_server_that_hangs_use_up_nothing_that_others_need() throws Exception {
        try (ScriptedServer hangs = ScriptedServer.start();
                ScriptedServer well = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("hangs", hangs.url(), "timeout: 60", "bulkhead: {concurrent: " + PLACES + ", wait: 60}")
                        .server("well", well.url())
                        // all connections that there are would not do for all callers
                        .set("gateway.upstream.max-connections", "200")
                        .start();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            gateway.toolNames();
            for (int i = 0; i < 100; i++) {
                assertThat(echo(gateway, "well")).isEqualTo(200);
            }
            hangs.failing("tools/call", Misbehaviour.HANG);
            int threads = platformThreads();
            long heap = heap();

            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                waiting.add(clients.submit(() -> echo(gateway, "hangs")));
            }
            Bulkheads bulkheads = gateway.bean(Bulkheads.class);
            eventually("its places are taken", () -> bulkheads.taken("hangs") == PLACES);
            eventually("the others wait", () -> bulkheads.waiting("hangs") == CALLERS - PLACES);

            Transport.Counts connections = gateway.bean(Transport.class).connections(Transport.Use.CALLS);
            assertThat(connections.leased()).isLessThanOrEqualTo(PLACES + 5);
            assertThat(connections.pending()).isZero();
            assertThat(platformThreads()).as("none for each caller").isLessThan(threads + 20);
            // the clients of this test and their requests are in there, too
            assertThat((heap() - heap) / CALLERS).as("bytes for each caller").isLessThan(200_000);
            for (int i = 0; i < 100; i++) {
                assertThat(echo(gateway, "well")).isEqualTo(200);
            }

            hangs.close();
            for (Future<Integer> each : waiting) {
                assertThat(each.get()).as("cannot be reached, or is left alone").isIn(502, 503);
            }
            assertThat(bulkheads.taken("hangs")).isZero();
        }
    }

    private static int echo(GatewayUnderTest gateway, String server) {
        return gateway.post(
                        "/mcp/invoke?mcp_server=" + server,
                        "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"}}")
                .statusCode();
    }

    /** Threads of the operating system, without those of the clients of this test. */
    private static int platformThreads() {
        ThreadInfo[] all = ManagementFactory.getThreadMXBean().dumpAllThreads(false, false);
        return (int) Arrays.stream(all)
                .filter(thread -> !thread.getThreadName().startsWith("HttpClient"))
                .count();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
