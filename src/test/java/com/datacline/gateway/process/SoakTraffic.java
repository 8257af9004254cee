package com.datacline.gateway.process;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of every kind that never stop: calls, broadcasts, lists, sessions and streams. They can be made to rest. */
final class SoakTraffic implements AutoCloseable {
    private static final String JSON_HEAD = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final GatewayProcess gateway;
    private final Map<String, AtomicLong> done = new ConcurrentSkipListMap<>();
    private final Queue<String> unexplained = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean resting;
    private volatile boolean stopped;

    private SoakTraffic(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    static SoakTraffic on(GatewayProcess gateway) {
        SoakTraffic traffic = new SoakTraffic(gateway);
        traffic.client("rest call", traffic::restCall);
        traffic.client("modern call", traffic::modernCall);
        traffic.client("legacy session", traffic::legacySession);
        traffic.client("broadcast", traffic::broadcast);
        traffic.client("list", traffic::list);
        traffic.client("stream", traffic::stream);
        traffic.client("flaky call", traffic::flakyCall);
        return traffic;
    }

    /** Returns how many requests have been answered. */
    long done() {
        return done.values().stream().mapToLong(AtomicLong::get).sum();
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        done.forEach((kind, count) -> counts.put(kind, count.get()));
        return counts;
    }

    /** Returns what failed though nothing was wrong. */
    List<String> unexplained() {
        return unexplained.stream().limit(10).toList();
    }

    /** Has all clients end what they do, and wait; long enough for idle connections of the gateway's to be noticed. */
    void rest() throws InterruptedException {
        resting = true;
        Thread.sleep(3_000);
    }

    void work() {
        resting = false;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        work();
        for (Thread client : clients) {
            client.join();
        }
    }

    @Override
    public String toString() {
        return counts().toString();
    }

    private interface Client {
        void act(int number) throws IOException, InterruptedException;
    }

    private void client(String kind, Client client) {
        AtomicLong count = done.computeIfAbsent(kind, name -> new AtomicLong());
        clients.add(Thread.startVirtualThread(() -> {
            for (int number = 0; !stopped; number++) {
                try {
                    while (resting && !stopped) {
                        Thread.sleep(50);
                    }
                    client.act(number);
                    count.incrementAndGet();
                } catch (InterruptedException e) {
                    return;
                } catch (IOException | RuntimeException e) {
                    unexplained.add(kind + ": " + e);
                }
            }
        }));
    }

    private void restCall(int number) throws IOException, InterruptedException {
        expect(gateway.echo("one", "soak " + number), 200, "soak " + number);
    }

    private void modernCall(int number) throws IOException, InterruptedException {
        String body = JSON_HEAD + "\"tools/call\",\"params\":{\"name\":\"two__echo\",\"arguments\":{\"message\":\"m"
                + number + "\"}," + META + "}}";
        expect(
                gateway.send(
                        "POST",
                        "/mcp",
                        body,
                        "MCP-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        "two__echo"),
                200,
                "m" + number);
    }

    private void legacySession(int number) throws IOException, InterruptedException {
        String session = session();
        for (int i = 0; i < 5; i++) {
            String message = "s" + number + "-" + i;
            expect(
                    gateway.send(
                            "POST",
                            "/mcp",
                            JSON_HEAD
                                    + "\"tools/call\",\"params\":{\"name\":\"one__echo\",\"arguments\":{\"message\":\""
                                    + message + "\"}}}",
                            "Mcp-Session-Id",
                            session),
                    200,
                    message);
        }
        gateway.send("DELETE", "/mcp", "", "Mcp-Session-Id", session);
    }

    /** To three servers, one of which is restarted now and then. */
    private void broadcast(int number) throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.send(
                "POST",
                "/mcp/invoke-broadcast",
                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"b" + number + "\"}}");
        expect(answer, 200, "\"one\":{\"content\"");
        expect(answer, 200, "\"two\":{\"content\"");
    }

    private void list(int number) throws IOException, InterruptedException {
        String body = JSON_HEAD + "\"tools/list\",\"params\":{" + META + "}}";
        expect(
                gateway.send("POST", "/mcp", body, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/list"),
                200,
                "two__echo");
    }

    private void stream(int number) throws IOException, InterruptedException {
        String session = session();
        try (OpenStream open = OpenStream.ofSession(gateway.url("/mcp"), session)) {
            Thread.sleep(200);
        }
        gateway.send("DELETE", "/mcp", "", "Mcp-Session-Id", session);
    }

    /** Of a server that is restarted now and then: it answers, or the caller hears that it does not. */
    private void flakyCall(int number) throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.echo("flaky", "f" + number);
        if (answer.statusCode() != 200 && !List.of(502, 503, 504).contains(answer.statusCode())) {
            unexplained.add("flaky: " + answer.statusCode() + " " + answer.body());
        }
        Thread.sleep(20);
    }

    private String session() throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.send(
                "POST",
                "/mcp",
                JSON_HEAD + "\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                        + "\"clientInfo\":{\"name\":\"soak\",\"version\":\"1\"}}}");
        String session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
        gateway.send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "Mcp-Session-Id",
                session);
        return session;
    }

    private void expect(HttpResponse<String> answer, int status, String part) {
        if (answer.statusCode() != status || !answer.body().contains(part)) {
            unexplained.add(answer.request().uri() + " " + answer.statusCode() + " " + answer.body());
        }
    }
}
