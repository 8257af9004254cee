package com.datacline.gateway.process;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.FaultProxy;
import com.datacline.gateway.fixture.FaultProxy.Wrong;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that fails, in whichever way, costs its own callers only. {@code -Disolation.phase=20} for phases of so many seconds
 * on a quiet machine, which are long enough to be judged without an allowance for noise.
 */
@Alone
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationIT {
    private static final List<String> WELL = List.of("one", "two", "three");
    private static final @Nullable Integer LONG_PHASE = Integer.getInteger("isolation.phase");
    private static final Duration PHASE =
            LONG_PHASE == null ? Duration.ofMillis(1_800) : Duration.ofSeconds(LONG_PHASE);
    private static final Duration WARM_UP = LONG_PHASE == null ? Duration.ofSeconds(8) : Duration.ofMinutes(2);
    private static final int ROUNDS = 3;

    /**
     * How much later the 99th of 100 calls may be whatever it was before. It is one of the few worst of some hundred, which one
     * garbage collection or one time slice of two shared cores moves by that much. On a machine that is busy with other things
     * it is as much as calls that do not pass the gateway are late at the same time, twice, for the two more processes. A call
     * that waited for a server that hangs would be later by hundreds, in each round.
     */
    private static final double NOISE_MILLIS = 10;

    private static final String SETTINGS = "timeout: 0.6, bulkhead: {concurrent: 6, wait: 0.1},"
            + " circuit_breaker: {window: 10, minimum_calls: 4, open: 0.5, probes: 2}";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static ScriptedServer well;
    private static ScriptedServer behind;
    private static FaultProxy proxy;
    private static ServerProcess program;
    private static GatewayProcess gateway;
    private static PacedCallers others;
    private static PacedCallers own;
    private static PacedCallers direct;
    private static Footprint before;

    /**
     * @param server which one fails
     * @param opens whether its breaker opens
     */
    record Trouble(String name, String server, boolean opens, Runnable begin, Runnable end) {
        static Trouble of(Wrong wrong) {
            return new Trouble(
                    wrong.name(),
                    "proxied",
                    wrong != Wrong.LATENCY,
                    () -> proxy.play(wrong),
                    () -> proxy.play(Wrong.NOTHING));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Trouble> troubles() {
        return Stream.concat(
                Stream.of(Wrong.values())
                        .filter(wrong -> wrong != Wrong.NOTHING)
                        .map(Trouble::of),
                Stream.of(
                        new Trouble(
                                "SIGSTOP", "program", true, () -> program.signal("STOP"), () -> program.signal("CONT")),
                        new Trouble(
                                "SIGKILL", "program", true, () -> program.signal("KILL"), () -> program.restart())));
    }

    @BeforeAll
    static void start() throws Exception {
        well = ScriptedServer.start();
        behind = ScriptedServer.start();
        proxy = FaultProxy.inFrontOf(behind.url());
        program = new ServerProcess();
        eventually("the program listens", program::answers);
        GatewaySetup setup = GatewayProcess.with().set("CATALOGUE_REFRESH", "10m");
        WELL.forEach(name -> setup.server(name, well.url()));
        gateway = setup.entry("proxied", "url: \"" + proxy.url() + "\", " + SETTINGS)
                .entry("program", "url: \"" + program.url() + "\", " + SETTINGS)
                .start();
        eventually("all tools are there", () -> tools().size() >= 10);
        others = new PacedCallers(gateway::echo, WELL, Duration.ofMillis(8));
        List<String> callers = new ArrayList<>(Collections.nCopies(4, "proxied"));
        callers.addAll(Collections.nCopies(4, "program"));
        own = new PacedCallers(gateway::echo, callers, Duration.ofMillis(40));
        direct = new PacedCallers((server, message) -> past(message), List.of("direct"), Duration.ofMillis(8));
        // what is compiled late would be slow in the first phase only
        Thread.sleep(WARM_UP);
        before = Footprint.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        direct.close();
        others.close();
        own.close();
        gateway.close();
        program.close();
        proxy.close();
        behind.close();
        well.close();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    @Order(1)
    void a_server_in_trouble_costs_its_own_callers_only(Trouble trouble) throws Exception {
        int rounds = 0;
        boolean within;
        List<PacedCallers.Made> calmly = new ArrayList<>();
        do {
            long calm = System.nanoTime();
            Thread.sleep(PHASE);
            trouble.begin().run();
            long begin = System.nanoTime();
            Set<String> states = new TreeSet<>();
            int successful = broadcast().path("successful").asInt();
            for (long end = begin + PHASE.toNanos(); System.nanoTime() < end; ) {
                states.add(server(trouble.server()).path("breaker").asText());
                Thread.sleep(100);
            }
            calmly.addAll(others.between(calm, begin));
            within = within(trouble, calmly, begin, System.nanoTime());

            assertThat(states.contains("open")).as("breaker: " + states).isEqualTo(trouble.opens());
            assertThat(successful).isEqualTo(trouble.opens() ? 4 : 5);
            JsonNode partial = broadcast();
            assertThat(partial.path("successful").asInt()).isEqualTo(trouble.opens() ? 4 : 5);
            assertThat(partial.path("errors").has(trouble.server())).isEqualTo(trouble.opens());
            assertThat(tools()).contains("one__echo", "two__echo", "three__echo", "broadcast__echo");

            trouble.end().run();
            eventually(
                    "it is well again",
                    () -> server(trouble.server()).path("breaker").asText().equals("closed")
                            && broadcast().path("successful").asInt() == 5);
        } while (!within && ++rounds < ROUNDS);

        assertThat(rounds).as("worse in each round").isLessThan(ROUNDS);
        assertThat(others.wrong()).isEmpty();
        assertThat(own.wrong()).isEmpty();
        assertThat(others.between(0, Long.MAX_VALUE))
                .allMatch(call -> call.code().equals("ok"));
        assertThat(own.between(0, Long.MAX_VALUE))
                .extracting(PacedCallers.Made::code)
                .isSubsetOf(
                        "ok",
                        "circuit_open",
                        "server_busy",
                        "upstream_timeout",
                        "upstream_unreachable",
                        "upstream_error");
    }

    @Test
    @Order(2)
    void nothing_is_left_behind() throws Exception {
        others.close();
        own.close();
        eventually("no call is under way", () -> servers()
                .valueStream()
                .allMatch(server -> server.path("calls").path("in_flight").asInt() == 0
                        && server.path("bulkhead").path("in_flight").asInt() == 0));
        // idle connections are closed after half a minute; these are of callers that have gone already
        eventually("threads and connections are as before", () -> {
            Footprint after = Footprint.of(gateway);
            System.out.println("before " + before + "\nafter  " + after);
            return after.threads() <= before.threads() + 5
                    && after.descriptors() <= before.descriptors() + 5
                    && after.sessions() == before.sessions()
                    && after.streams() == before.streams()
                    && after.listeners() <= before.listeners();
        });
        assertThat(proxy.open()).isLessThan(20);
    }

    /** Judges by the calm phases just before this trouble: what came earlier was less compiled, or more disturbed. */
    private static boolean within(Trouble trouble, List<PacedCallers.Made> calmly, long begin, long end) {
        double was = p99(calmly);
        double is = p99(others.between(begin, end));
        double noise = LONG_PHASE == null ? Math.max(NOISE_MILLIS, 2 * p99(direct.between(begin, end))) : 0;
        System.out.printf(
                "%-10s p99 of %d calls of the others: %.1f ms, when calm %.1f ms; noise %.1f ms%n",
                trouble, others.between(begin, end).size(), is, was, noise);
        return is <= Math.max(1.2 * was, was + noise);
    }

    private static double p99(List<PacedCallers.Made> calls) {
        List<Double> sorted =
                calls.stream().map(PacedCallers.Made::millis).sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    }

    /** Asks a server that is well, past the gateway. */
    private static HttpResponse<String> past(String message) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(well.url())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"" + message + "\",\"method\":\"ping\"}"))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode broadcast() {
        return ask("POST", "/mcp/invoke-broadcast", "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"b\"}}");
    }

    private static List<String> tools() {
        return ask("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .path("result")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").asText())
                .toList();
    }

    private static JsonNode servers() {
        return ask("GET", "/servers", "").path("servers");
    }

    private static JsonNode server(String name) {
        return servers()
                .valueStream()
                .filter(server -> server.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode ask(String method, String path, String body) {
        try {
            return GatewayUnderTest.json(gateway.send(method, path, body).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
