package com.datacline.gateway.routes;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.LiveObjects;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred edits, good ones and bad ones, while clients call without pause. */
@Alone
class EditsUnderLoadIT {
    private static final int EDITS = Integer.getInteger("edits.count", 200);
    private static final int LONG_CALL_MILLIS = 20_000;
    private static final long SEED = Long.getLong("edits.seed", 6);

    @TempDir
    Path routes;

    private final Random random = new Random(SEED);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger longCalls = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private ScriptedServer server;
    private ScriptedServer other;
    private GatewayUnderTest gateway;
    private Generations generations;
    private TeamFile team;
    private int rejected;

    @BeforeEach
    void start() throws IOException {
        for (Path file : RouteFiles.in(Path.of("routes"))) {
            Path copy = routes.resolve(Path.of("routes").relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        team = new TeamFile(routes);
        team.write(team.text("begin"));
        server = ScriptedServer.start();
        other = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.routes.folder", routes.toString())
                .set("gateway.routes.watch", "50ms")
                .start();
        generations = gateway.bean(Generations.class);
        eventually("the tools are there", () -> gateway.toolNames().contains("a__echo"));
    }

    @AfterEach
    void stop() {
        over.set(true);
        gateway.close();
        server.close();
        other.close();
    }

    @Test
    void two_hundred_edits_fail_no_call_and_leave_nothing_behind() throws Exception {
        gateway.call("a__echo", "{\"message\":\"warm\"}");
        int contexts = LiveObjects.count("org.apache.camel.impl.DefaultCamelContext");
        long threads = threads();
        int routesBefore = generations.status().routes();
        List<Future<?>> clients = new ArrayList<>();
        try (var threadsOfClients = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                clients.add(threadsOfClients.submit(this::callWithoutPause));
            }
            for (int i = 0; i < 4; i++) {
                clients.add(threadsOfClients.submit(this::callForLong));
            }
            try {
                for (int edit = 0; edit < EDITS; edit++) {
                    edit(edit);
                }
            } finally {
                over.set(true);
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        System.out.printf(
                "%d edits %s, %d calls, %d of %d s, %d failed, %d generations%n",
                EDITS,
                kinds,
                calls.get(),
                longCalls.get(),
                LONG_CALL_MILLIS / 1000,
                failed.size(),
                generations.status().generation());
        assertThat(failed).isEmpty();
        assertThat(calls.get()).isGreaterThan(EDITS);
        assertThat(longCalls.get()).isGreaterThan(4);
        registry("");
        team.write(team.text("end"));
        eventually("the last edit is in force", () -> team.path("end", gateway));
        eventually("no old routes are left", () -> generations.status().draining() == 0);
        eventually("no server's way is left", () -> generations.status().routes() == routesBefore);
        // Camel's DefaultParameterMappingStrategy keeps the last context that it has seen, be it in force or refused.
        eventually(
                "no context is left",
                () -> LiveObjects.count("org.apache.camel.impl.DefaultCamelContext") <= contexts + 1);
        eventually("no thread is left", () -> threads() <= threads + 5);
    }

    private void edit(int number) throws Exception {
        String version = "v" + number;
        int kind = random.nextInt(10);
        switch (kind) {
            case 0, 1, 2 -> good(version);
            case 3 -> bad("unparsable", "- route: {id: team\n  from: [", version);
            case 4 ->
                bad("unbuildable", TeamFile.UNBUILDABLE.get(random.nextInt(TeamFile.UNBUILDABLE.size())), version);
            case 5 -> deleted(version);
            case 6 -> renamed(version);
            case 7 -> halfWritten(version);
            case 8 -> server(number);
            default -> badRegistry(version);
        }
    }

    private void good(String version) throws IOException {
        count("good");
        team.write(team.text(version));
        eventually(version + " is in force", () -> team.path(version, gateway));
    }

    private void bad(String kind, String text, String version) throws IOException {
        count(kind);
        String inForce = gateway.get(team.address()).body();
        team.write(text);
        eventually(
                version + " is refused", () -> !generations.status().problems().isEmpty());
        RouteFault fault = generations.status().problems().getFirst();
        assertThat(fault.file()).isEqualTo(team.name());
        assertThat(fault.line()).as(fault.describe()).isPositive();
        assertThat(gateway.get(team.address()).body()).isEqualTo(inForce);
        rejected++;
        eventually("it is recorded", () -> rejections().size() == rejected);
        assertThat(rejections().getLast()).contains(team.name() + ":" + fault.line());
        team.write(team.text(version));
        eventually(version + " is in force", () -> team.path(version, gateway));
        assertThat(generations.status().problems()).isEmpty();
    }

    private void deleted(String version) throws IOException {
        count("deleted");
        team.delete();
        eventually("its route is gone", () -> gateway.get(team.address()).statusCode() == 404);
        good(version);
    }

    private void renamed(String version) throws IOException {
        count("renamed");
        String before = team.address();
        team.rename();
        team.write(team.text(version));
        eventually(version + " is in force", () -> team.path(version, gateway));
        assertThat(gateway.get(before).statusCode()).isEqualTo(404);
    }

    private void halfWritten(String version) throws Exception {
        count("half-written");
        String text = team.text(version);
        int half = text.indexOf("steps:") + random.nextInt(10);
        team.write(text.substring(0, half));
        Thread.sleep(random.nextInt(120));
        team.write(text);
        eventually(version + " is in force", () -> team.path(version, gateway));
        rejected = rejections().size();
    }

    private void server(int number) throws IOException {
        count("server");
        boolean there = number % 2 == 0;
        registry(there ? "  b:\n    url: " + other.url() + "\n" : "");
        eventually("the registry is in force", () -> gateway.toolNames().contains("b__echo") == there);
    }

    private void badRegistry(String version) throws IOException {
        count("bad registry");
        registry("  c:\n    url: nowhere\n");
        eventually(version + " is refused", () -> gateway.get("/health").body().contains("mcp_servers.yaml:5"));
        registry("");
        eventually("it is mended", () -> !gateway.get("/health").body().contains("mcp_servers.yaml:5"));
    }

    private void registry(String more) throws IOException {
        Path file = gateway.folder().resolve("mcp_servers.yaml");
        Files.writeString(file, "servers:\n  a:\n    url: " + server.url() + "\n" + more);
    }

    /** Reads text, not JSON: the last line may be half written, and there are many of them. */
    private List<String> rejections() {
        try (Stream<String> lines = Files.lines(gateway.journalFile())) {
            return lines.filter(line -> line.contains("\"routes_rejected\"") && line.endsWith("}"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void callWithoutPause() {
        while (!over.get()) {
            note(gateway.call("a__echo", "{\"message\":\"hi\"}"), calls);
        }
    }

    private void callForLong() {
        while (!over.get()) {
            note(gateway.call("a__sleep", "{\"ms\":" + LONG_CALL_MILLIS + "}"), longCalls);
        }
    }

    private void note(JsonNode answer, AtomicInteger counter) {
        counter.incrementAndGet();
        if (!answer.has("result") || answer.path("result").path("isError").asBoolean()) {
            failed.add(answer.toString());
        }
    }

    private void count(String kind) {
        kinds.merge(kind, 1, Integer::sum);
    }

    /** The threads of the test's own HTTP client come and go as it likes. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("HttpClient-"))
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
                .count();
    }
}
