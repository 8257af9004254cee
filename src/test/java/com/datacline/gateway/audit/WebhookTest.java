package com.datacline.gateway.audit;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void each_record_is_posted_as_json() throws IOException {
        List<JsonNode> posted = new CopyOnWriteArrayList<>();
        List<String> about = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        receiver.createContext("/", exchange -> {
            about.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            posted.add(json(read(exchange)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook?key=k1";
        try (GatewayUnderTest gateway = gateway(url)) {
            for (int i = 0; i < 20; i++) {
                assertThat(echo(gateway)).isEqualTo(200);
            }
            eventually("all records are posted", () -> posted.size() == 21);

            assertThat(posted).containsExactlyInAnyOrderElementsOf(gateway.wholeJournal());
            assertThat(about).containsOnly("POST /hook?key=k1 application/json");
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void a_receiver_that_refuses_harms_no_call() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThatCallsGoOn("http://127.0.0.1:" + closed + "/");
    }

    @Test
    void a_receiver_that_never_answers_harms_no_call() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5_000, InetAddress.getLoopbackAddress())) {
            assertThatCallsGoOn("http://127.0.0.1:" + silent.getLocalPort() + "/");
        }
    }

    /** More calls than any queue on the way holds, hardly slower than those of a gateway that posts nothing. */
    private void assertThatCallsGoOn(String webhook) {
        try (GatewayUnderTest gateway = gateway(webhook);
                GatewayUnderTest other = gateway("")) {
            Duration posting = Duration.ZERO;
            Duration silent = Duration.ZERO;
            for (int i = 0; i < 250; i++) {
                silent = silent.plus(time(other, 1));
                posting = posting.plus(time(gateway, 10));
            }
            assertThat(posting).isLessThan(silent.multipliedBy(10 * 2));
            assertThat(gateway.journal()).hasSize(2_500);
        }
    }

    private GatewayUnderTest gateway(String webhook) {
        return GatewayUnderTest.with()
                .server("one", server.url())
                .set("gateway.audit.webhook", webhook)
                .start();
    }

    private static Duration time(GatewayUnderTest gateway, int calls) {
        long begin = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            assertThat(echo(gateway)).isEqualTo(200);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static int echo(GatewayUnderTest gateway) {
        return gateway.post(
                        "/mcp/invoke?mcp_server=one", "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"hook\"}}")
                .statusCode();
    }

    private static String read(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }
}
