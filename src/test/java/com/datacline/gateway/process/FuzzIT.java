package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.security.TokenIssuer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Very many malformed requests on both doors: the same ones each time, so that a fault is a fault of the change before.
 * {@code -Dfuzz.seed} makes it others, {@code -Dfuzz.requests} more or fewer.
 */
@Alone
class FuzzIT {
    private static final long SEED = Long.getLong("fuzz.seed", 2_026_11_27);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100_000);
    private static final int CLIENTS = 16;
    private static final int MEGABYTE = 1_000_000;
    private static final Duration AT_MOST = Duration.ofMinutes(4);
    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d{3})");
    private static final Pattern INSIDE = Pattern.compile("\\tat |Exception|[a-z]\\.[a-z]+\\.[A-Z][a-z]+[A-Z:]|"
            + "org\\.(apache|springframework)|com\\.(datacline|fasterxml)|java\\.(lang|io|util)|Tomcat");

    private final AtomicInteger sent = new AtomicInteger();
    private final Map<String, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();

    @Test
    void malformed_requests_are_refused_and_nothing_breaks_hangs_leaks_or_shows() throws Exception {
        System.out.println("fuzz.seed=" + SEED);
        try (TokenIssuer issuer = TokenIssuer.start("gateway");
                ScriptedServer server = ScriptedServer.start();
                GatewayProcess gateway = GatewayProcess.with()
                        .server("one", server.url())
                        .server("two", server.url())
                        .set("AUTH_ENABLED", "true")
                        .set("HOST", "127.0.0.1")
                        .set("KEYCLOAK_URL", issuer.base())
                        .set("KEYCLOAK_REALM", "gateway")
                        .set("MCP_RESOURCE_SERVER_URL", "http://localhost/mcp")
                        .set("SERVER_TOMCAT_CONNECTION_TIMEOUT", "2s")
                        .set("GATEWAY_SESSIONS_IDLE", "3s")
                        .start()) {
            String token = issuer.token(claims -> claims.issuer(issuer.issuer())
                    .audience("http://localhost/mcp")
                    .subject("fuzz")
                    .expirationTime(Date.from(Instant.now().plusSeconds(3_600))));
            int port = gateway.url("/").getPort();
            run(port, token, SEED ^ -1, 3_000, server);
            rest();
            Footprint before = Footprint.of(gateway);
            sent.set(0);

            Duration took = run(port, token, SEED, REQUESTS, server);
            System.out.println("fuzz: " + sent + " requests in " + took.toSeconds() + " s, " + statuses);
            assertThat(findings.stream().limit(10)).as("seed %d", SEED).isEmpty();
            assertThat(sent.get()).isGreaterThan(REQUESTS / 5);
            assertThat(gateway.echoAs(token, "one", "still here").statusCode()).isEqualTo(200);
            rest();
            Footprint after = Footprint.of(gateway);
            System.out.println("fuzz: before " + before + ", after " + after);
            assertThat(after.sessions()).isZero();
            assertThat(after.streams()).isZero();
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 20);
            assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 20);
            assertThat(after.bytes() - before.bytes()).isLessThan(20L * MEGABYTE);
            assertThat(gateway.output()).doesNotContain("\tat ", "OutOfMemory");
        }
    }

    /** Waits until idle sessions and connections have ended. */
    private static void rest() throws InterruptedException {
        Thread.sleep(8_000);
    }

    private Duration run(int port, String token, long seed, int requests, ScriptedServer server)
            throws InterruptedException {
        long begin = System.nanoTime();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            FuzzRequests source = new FuzzRequests(seed + i, token);
            clients.add(Thread.ofVirtual().start(() -> client(port, source, requests / CLIENTS, begin, server)));
        }
        for (Thread client : clients) {
            client.join();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void client(int port, FuzzRequests source, int requests, long begin, ScriptedServer server) {
        try (FuzzConnection connection = new FuzzConnection(port)) {
            for (int i = 0; i < requests && System.nanoTime() - begin < AT_MOST.toNanos(); i++) {
                FuzzRequest request = source.next();
                try {
                    judge(request, connection.exchange(request));
                } catch (IOException | RuntimeException e) {
                    finding(e.toString(), request, "");
                    connection.close();
                }
                if (sent.incrementAndGet() % 1_000 == 0) {
                    server.forget();
                }
            }
        } catch (IOException e) {
            findings.add(e.toString());
        }
    }

    private void judge(FuzzRequest request, String answer) {
        Map<String, Integer> seen = new TreeMap<>();
        Matcher matcher = STATUS.matcher(answer);
        while (matcher.find()) {
            seen.merge(matcher.group(1), 1, Integer::sum);
        }
        if (seen.isEmpty()) {
            seen.put("none", 1);
        }
        seen.keySet().forEach(status -> statuses.computeIfAbsent(status, s -> new AtomicInteger())
                .incrementAndGet());
        // Camel's word for "anything" in /openapi.json.
        Matcher inside = INSIDE.matcher(answer.replace("\"java.lang.Object\"", ""));
        if (inside.find()) {
            finding("shows its inside: " + inside.group(), request, answer);
        }
        for (String status : seen.keySet()) {
            // 502 is what a well-formed request for something gets that the server behind does not know.
            boolean ofServer = status.equals("502") && answer.contains("\"upstream_error\"");
            if (status.startsWith("5") && !List.of("501", "505").contains(status) && !ofServer) {
                finding("broke", request, answer);
            }
            if (status.startsWith("2") && !request.token() && !request.open()) {
                finding("let somebody in", request, answer);
            }
            if (status.startsWith("2") && request.framed() && request.invalid()) {
                finding("took nonsense", request, answer);
            }
        }
        if (request.framed() && seen.containsKey("none")) {
            finding("no answer", request, answer);
        }
    }

    private void finding(String what, FuzzRequest request, String answer) {
        if (findings.size() < 100) {
            findings.add(what + "\n--- request\n" + request.shown() + "\n--- answer\n"
                    + answer.substring(0, Math.min(1_000, answer.length())) + "\n");
        }
    }
}
