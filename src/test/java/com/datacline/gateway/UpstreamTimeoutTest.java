package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.LiteralServer;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpstreamTimeoutTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static ScriptedServer legacy;
    private static ScriptedServer modern;
    private static LiteralServer slow;
    private static ServerSocket deaf;
    private static final List<Socket> QUEUE = new ArrayList<>();
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        legacy = ScriptedServer.builder().era(Era.LEGACY).start();
        modern = ScriptedServer.builder().era(Era.MODERN).start();
        slow = LiteralServer.start();
        deaf = fullQueue();
        gateway = GatewayUnderTest.with()
                .server("legacy", legacy.url(), "timeout: 1")
                .server("modern", modern.url(), "timeout: 1")
                .server("slow", slow.url(), "timeout: 1")
                .server("deaf", URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/mcp"), "timeout: 1")
                .set("gateway.catalogue.refresh", "10m")
                .set("gateway.catalogue.retry", "10m")
                .set("gateway.catalogue.timeout", "1s")
                .start();
        gateway.toolNames();
        for (String server : List.of("legacy__echo", "modern__echo", "slow__t")) {
            gateway.call(server, "{}");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        legacy.close();
        modern.close();
        slow.close();
        deaf.close();
        for (Socket socket : QUEUE) {
            socket.close();
        }
    }

    @AfterEach
    void recover() {
        legacy.recover();
        modern.recover();
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"HANG", "ENDLESS_SSE"})
    void the_timeout_bounds_the_whole_call(Misbehaviour fault) {
        for (ScriptedServer server : List.of(legacy, modern)) {
            server.forget();
            server.failing("tools/call", fault);
            endsInTime(server == legacy ? "legacy" : "modern", "echo");
            GatewayUnderTest.eventually("the request is given up", () -> server.abortedConnections() > 0);
        }
    }

    @Test
    void a_byte_now_and_then_does_not_prolong_it() {
        slow.dripping("tools/call");

        endsInTime("slow", "t");

        GatewayUnderTest.eventually("the request is given up", () -> slow.abortedConnections() > 0);
    }

    @Test
    void neither_does_a_handshake() {
        legacy.expireSessions();
        legacy.failing("initialize", Misbehaviour.HANG);

        endsInTime("legacy", "echo");
    }

    @Test
    void neither_does_a_connection_that_nobody_takes() {
        endsInTime("deaf", "echo");
    }

    @Test
    void over_rest_it_is_504() {
        legacy.failing("tools/call", Misbehaviour.HANG);

        HttpResponse<String> answer = gateway.post("/mcp/invoke?mcp_server=legacy", "{\"tool_name\":\"echo\"}");

        assertThat(answer.statusCode()).isEqualTo(504);
        JsonNode body = GatewayUnderTest.json(answer.body());
        assertThat(body.path("code").asText()).isEqualTo("upstream_timeout");
        assertThat(body.path("detail").asText()).contains("server legacy", "1000 ms");
    }

    private static void endsInTime(String server, String tool) {
        long begin = System.nanoTime();
        JsonNode answer = gateway.call(server + "__" + tool, "{}");
        long millis = (System.nanoTime() - begin) / 1_000_000;

        assertThat(answer.at("/result/content/0/text").asText())
                .as(answer.toString())
                .contains("server " + server, "did not answer within 1000 ms");
        assertThat(millis).isBetween(900L, 2_000L);
    }

    /** A port whose queue of connections is full, so that the next one waits for ever. */
    private static ServerSocket fullQueue() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        for (int i = 0; i < 3; i++) {
            Socket socket = new Socket();
            QUEUE.add(socket);
            try {
                socket.connect(new InetSocketAddress(LOOPBACK, server.getLocalPort()), 200);
            } catch (IOException e) {
                break; // full
            }
        }
        return server;
    }
}
