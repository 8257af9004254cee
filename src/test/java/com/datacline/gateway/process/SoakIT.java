package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * All kinds of traffic at once for a long time: nothing fails that should not, and the gateway at the end is what it was at the
 * beginning. {@code -Dsoak.seconds=1800} for as long as {@code make soak} takes.
 */
@Alone
class SoakIT {
    private static final long SECONDS = Long.getLong("soak.seconds", 45);
    private static final int WARM_UP_SECONDS = 20;
    private static final long MEGABYTE = 1_000_000;

    @Test
    void mixed_traffic_leaves_the_gateway_as_it_was() throws Exception {
        ScriptedServer flaky = ScriptedServer.start();
        int port = flaky.port();
        try (ScriptedServer one = ScriptedServer.start();
                ScriptedServer two = ScriptedServer.start();
                GatewayProcess gateway = GatewayProcess.with()
                        .server("one", one.url())
                        .server("two", two.url())
                        .server("flaky", flaky.url())
                        .set("WATCH_PERIOD", "200ms")
                        .set("CATALOGUE_REFRESH", "2s")
                        .start()) {
            Footprint begin;
            Footprint end;
            List<Double> cost = new ArrayList<>();
            try (SoakTraffic traffic = SoakTraffic.on(gateway)) {
                Thread.sleep(Duration.ofSeconds(WARM_UP_SECONDS));
                traffic.rest();
                begin = Footprint.of(gateway);
                long until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
                for (int turn = 0; System.nanoTime() < until; turn++) {
                    traffic.work();
                    cost.add(costOfCalls(gateway, traffic));
                    edit(gateway, turn);
                    // a server that is restarted: its callers hear so, the others notice nothing
                    flaky.close();
                    Thread.sleep(500);
                    flaky = ScriptedServer.builder().port(port).start();
                    one.forget();
                    two.forget();
                }
                traffic.rest();
                end = Footprint.of(gateway);
                System.out.println(Footprint.largest(gateway));
                System.out.println(
                        "soak: " + traffic + ", before " + begin + ", after " + end + ", ms a request " + cost);
                assertThat(traffic.unexplained()).isEmpty();
                assertThat(traffic.done()).isGreaterThan(20 * SECONDS);
                assertThat(traffic.counts()).doesNotContainValue(0L);
            }
            assertThat(end.sessions()).isLessThanOrEqualTo(begin.sessions() + 5);
            assertThat(end.streams()).isLessThanOrEqualTo(begin.streams() + 5);
            assertThat(end.threads()).isLessThanOrEqualTo(begin.threads() + 20);
            assertThat(end.descriptors()).isLessThanOrEqualTo(begin.descriptors() + 20);
            assertThat(end.bytes() - begin.bytes()).isLessThan(25 * MEGABYTE);
            assertThat(median(cost.subList(cost.size() / 2, cost.size())))
                    .as("CPU a request in the second half, against the first")
                    .isLessThan(1.3 * median(cost.subList(0, cost.size() / 2)));
            assertThat(gateway.output()).doesNotContain("OutOfMemory", "NullPointer", "IllegalState");
        } finally {
            flaky.close();
        }
    }

    /** Lets traffic run for a while, and returns the milliseconds of CPU that a request took. */
    private static double costOfCalls(GatewayProcess gateway, SoakTraffic traffic) throws InterruptedException {
        Duration before = cpu(gateway);
        long done = traffic.done();
        Thread.sleep(4_000);
        return cpu(gateway).minus(before).toNanos() / 1e6 / (traffic.done() - done);
    }

    private static Duration cpu(GatewayProcess gateway) {
        return ProcessHandle.of(gateway.pid())
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow();
    }

    private static void edit(GatewayProcess gateway, int turn) throws Exception {
        Path registry = gateway.folder().resolve("mcp_servers.yaml");
        String text = Files.readString(registry).replaceAll("(?m)^# edit .*\n", "");
        Path next = Files.writeString(
                gateway.folder().resolve("next.yaml"),
                "# edit " + turn + "\n"
                        + text.replaceFirst(
                                "two: \\{(description: \"[^\"]*\", )?", "two: {description: \"turn " + turn + "\", "));
        Files.move(next, registry, StandardCopyOption.ATOMIC_MOVE);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
