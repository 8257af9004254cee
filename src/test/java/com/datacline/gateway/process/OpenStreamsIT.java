package com.datacline.gateway.process;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.AskingServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Very many clients that listen at once, on a small heap; some of them badly behaved. {@code -Dstreams.of-each-era=5000} for as many
 * as {@code make soak} opens, on twice the heap.
 */
@Alone
class OpenStreamsIT {
    private static final int OF_EACH_ERA = Integer.getInteger("streams.of-each-era", 500);
    private static final boolean MANY = OF_EACH_ERA > 500;
    private static final int CHANGES = 5;
    private static final int MEGABYTE = 1_000_000;
    private static final String UPDATED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\","
            + "\"params\":{\"uri\":\"a://b\",\"x\":\"" + "x".repeat(4_000) + "\"}}";

    private static AskingServer server;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        server = AskingServer.start();
        gateway = GatewayProcess.with()
                .heap(MANY ? "512m" : "256m")
                .server("a", server.url())
                .set("GATEWAY_SESSIONS_KEEPALIVE", MANY ? "10s" : "1s")
                .set("GATEWAY_SESSIONS_IDLE", MANY ? "20s" : "4s")
                .set("GATEWAY_SESSIONS_MOSTPERCALLER", String.valueOf(2 * OF_EACH_ERA))
                .start();
        eventually("the gateway listens to the server", () -> server.streams() == 1);
        for (int i = 0; i < 100; i++) {
            assertThat(call().statusCode()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void all_streams_hear_every_change_while_calls_go_on_and_leave_nothing_behind() throws Exception {
        Footprint before = Footprint.of(gateway);
        List<String> sessions = new ArrayList<>();
        List<OpenStream> streams = new ArrayList<>();
        for (int i = 0; i < OF_EACH_ERA; i++) {
            sessions.add(session("{}"));
            streams.add(OpenStream.ofSession(gateway.url("/mcp"), sessions.getLast()));
            streams.add(OpenStream.listening(gateway.url("/mcp"), "{\"toolsListChanged\":true}"));
        }
        eventually("all streams are open", () -> Footprint.of(gateway).streams() >= 2 * OF_EACH_ERA);

        ConcurrentLinkedQueue<Duration> latencies = new ConcurrentLinkedQueue<>();
        Thread caller = Thread.startVirtualThread(() -> measure(latencies));
        for (int change = 1; change <= CHANGES; change++) {
            int heard = change;
            server.offer("more-" + change);
            eventually("each stream hears change " + change, () -> streams.stream()
                    .allMatch(stream -> stream.changes() == heard));
        }
        caller.interrupt();
        caller.join();
        Footprint during = Footprint.of(gateway);
        assertThat(streams).allMatch(stream -> stream.changes() == CHANGES);
        assertThat(tools()).contains("a__more-1", "a__more-" + CHANGES);
        List<Duration> sorted = latencies.stream().sorted().toList();
        assertThat(sorted).hasSizeGreaterThan(10);
        assertThat(sorted.get(sorted.size() / 2)).isLessThan(Duration.ofMillis(250));
        assertThat(sorted.getLast()).isLessThan(Duration.ofSeconds(3));
        assertThat(during.sessions()).isEqualTo(OF_EACH_ERA);
        assertThat(during.listeners())
                .as("one stream of the server does for all")
                .isEqualTo(before.listeners());

        streams.forEach(OpenStream::close);
        for (String session : sessions.subList(0, OF_EACH_ERA / 2)) {
            assertThat(gateway.send("DELETE", "/mcp", "", "Mcp-Session-Id", session)
                            .statusCode())
                    .isEqualTo(204);
        }
        awaitNothingLeftBehind(before);
        assertThat(server.streams()).isOne();
        assertThat(gateway.output()).doesNotContain("OutOfMemory", "\tat ");
    }

    @Test
    void a_client_that_never_reads_holds_up_nobody_and_costs_a_bounded_piece_of_the_heap() throws Exception {
        String wanted = "{\"resourceSubscriptions\":[\"a://b\"]}";
        Footprint before = Footprint.of(gateway);
        List<OpenStream> deaf = List.of(
                OpenStream.unread(gateway.url("/mcp"), subscribed()),
                OpenStream.unreadListening(gateway.url("/mcp"), wanted));
        List<OpenStream> awake = List.of(
                OpenStream.ofSession(gateway.url("/mcp"), subscribed()),
                OpenStream.listening(gateway.url("/mcp"), wanted));
        eventually("the server keeps a stream for each", () -> server.streams() == 5);

        for (int said = 0; said < 6_000; said += 100) {
            for (int i = 0; i < 100; i++) {
                server.say(UPDATED);
            }
            int all = said + 100;
            eventually("who reads hears " + all, () -> awake.stream().allMatch(stream -> stream.updates() == all));
        }
        assertThat(call().statusCode()).isEqualTo(200);
        Footprint after = Footprint.of(gateway);

        assertThat(after.bytes() - before.bytes()).isLessThan(20L * MEGABYTE);
        awake.forEach(OpenStream::close);
        deaf.forEach(OpenStream::close);
        awaitNothingLeftBehind(before);
        eventually("the server keeps one stream, for the gateway's own ends", () -> {
            server.say(UPDATED);
            return server.streams() == 1;
        });
        assertThat(gateway.output()).doesNotContain("OutOfMemory", "\tat ");
    }

    @Test
    void more_streams_than_the_heap_has_room_for_are_refused_and_calls_go_on() throws Exception {
        try (GatewayProcess small = GatewayProcess.with()
                .heap("128m")
                .server("a", server.url())
                .set("GATEWAY_SESSIONS_MOSTPERCALLER", "2000")
                .start()) {
            List<OpenStream> streams = new ArrayList<>();
            for (int i = 0; i < 1_100; i++) {
                streams.add(OpenStream.ofSession(small.url("/mcp"), session(small, "{}")));
                streams.add(OpenStream.listening(small.url("/mcp"), "{\"toolsListChanged\":true}"));
            }
            eventually(
                    "those that there is no room for are refused",
                    () -> streams.stream().filter(OpenStream::refused).count() == 2 * (1_100 - 1_024));

            assertThat(call(small).body()).contains("\"result\"");
            assertThat(small.output()).doesNotContain("OutOfMemory");
            streams.forEach(OpenStream::close);
        }
    }

    /** A few idle connections are kept for what comes next, and threads come and go with the work. */
    private static void awaitNothingLeftBehind(Footprint before) throws InterruptedException {
        Footprint now = Footprint.of(gateway);
        for (int i = 0; i < (MANY ? 90 : 30) && !nothingLeft(before, now); i++) {
            Thread.sleep(500);
            now = Footprint.of(gateway);
        }
        assertThat(nothingLeft(before, now))
                .as("before %s and now %s", before, now)
                .isTrue();
    }

    private static boolean nothingLeft(Footprint before, Footprint now) {
        return now.sessions() == 0
                && now.streams() == before.streams()
                && now.listeners() == before.listeners()
                && now.threads() <= before.threads() + 10
                && now.descriptors() <= before.descriptors() + 10
                && now.bytes() - before.bytes() < 30L * MEGABYTE;
    }

    private static String session(String capabilities) throws IOException, InterruptedException {
        return session(gateway, capabilities);
    }

    private static String session(GatewayProcess gateway, String capabilities)
            throws IOException, InterruptedException {
        return gateway.send("POST", "/mcp", """
                        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                        "capabilities":%s,"clientInfo":{"name":"t","version":"1"}}}""".formatted(capabilities))
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    private static String subscribed() throws IOException, InterruptedException {
        String session = session("{}");
        HttpResponse<String> answer = gateway.send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"a://b\"}}",
                "Mcp-Session-Id",
                session);
        assertThat(answer.body()).contains("\"result\":{}");
        return session;
    }

    private static void measure(ConcurrentLinkedQueue<Duration> latencies) {
        try {
            while (true) {
                long begun = System.nanoTime();
                assertThat(call().statusCode()).isEqualTo(200);
                latencies.add(Duration.ofNanos(System.nanoTime() - begun));
                Thread.sleep(10);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpResponse<String> call() throws IOException, InterruptedException {
        return call(gateway);
    }

    private static HttpResponse<String> call(GatewayProcess gateway) throws IOException, InterruptedException {
        return gateway.send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                        + "\"params\":{\"name\":\"a__ask\",\"arguments\":{\"questions\":[]}}}");
    }

    private static String tools() throws IOException, InterruptedException {
        return gateway.send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .body();
    }
}
