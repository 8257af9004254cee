package com.datacline.gateway.routes;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.door.Listening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client that listens has on its wire. */
class StreamConnectionTest {
    private static final String LISTEN = """
            {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},\
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{}}}}""";

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.with().start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void a_stream_is_the_rest_of_its_connection() throws Exception {
        try (Socket client = listen(gateway, "")) {
            String head = until(client, "\r\n\r\n");
            assertThat(head)
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("Connection: close\r\n")
                    .containsIgnoringCase("Content-Type: text/event-stream\r\n")
                    .doesNotContainIgnoringCase("Transfer-Encoding");
            assertThat(until(client, "\n\n"))
                    .startsWith("event: message\ndata: {")
                    .contains("subscriptions/acknowledged");
        }
    }

    @Test
    void what_a_client_sends_after_its_request_is_not_taken_for_another() throws Exception {
        try (Socket client = listen(gateway, "GET /mcp/servers HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")) {
            assertThat(until(client, "acknowledged")).doesNotContain("servers");
            gateway.bean(Listening.class).announceAll();
            assertThat(until(client, "list_changed")).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void a_stream_of_a_gateway_that_stops_ends_with_its_last_word() throws Exception {
        GatewayUnderTest stopping = GatewayUnderTest.with().start();
        try (Socket client = listen(stopping, "")) {
            until(client, "acknowledged");
            stopping.close();
            String rest = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).contains("\"resultType\":\"complete\"");
        }
    }

    @Test
    void a_client_that_takes_nothing_is_given_up_in_time() throws Exception {
        try (GatewayUnderTest impatient = GatewayUnderTest.with()
                        .set("server.tomcat.connection-timeout", "1s")
                        .start();
                Socket client = listen(impatient, "")) {
            Listening listening = impatient.bean(Listening.class);
            until(client, "acknowledged");
            eventually("nobody listens", () -> {
                for (int i = 0; i < 1_000; i++) {
                    listening.announceAll();
                }
                return listening.size() == 0;
            });
        }
    }

    @Test
    void a_client_that_has_ended_its_side_is_gone_at_the_next_comment() throws Exception {
        try (GatewayUnderTest quick = GatewayUnderTest.with()
                        .set("gateway.sessions.keep-alive", "200ms")
                        .start();
                Socket client = listen(quick, "")) {
            until(client, "acknowledged");
            client.shutdownOutput();
            eventually("nobody listens", () -> quick.bean(Listening.class).size() == 0);
        }
    }

    @Test
    void streams_go_over_http_2_as_well() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        try (GatewayUnderTest newer =
                GatewayUnderTest.with().set("server.http2.enabled", "true").start()) {
            HttpRequest request = HttpRequest.newBuilder(newer.url("/mcp"))
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .header("MCP-Protocol-Version", "2026-07-28")
                    .header("Mcp-Method", "subscriptions/listen")
                    .timeout(Duration.ofSeconds(20))
                    .POST(HttpRequest.BodyPublishers.ofString(LISTEN))
                    .build();
            HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.body().skip(1).findFirst().orElseThrow()).contains("subscriptions/acknowledged");
        } finally {
            client.shutdownNow();
        }
    }

    private static Socket listen(GatewayUnderTest gateway, String more) throws IOException {
        URI url = gateway.url("/mcp");
        Socket client = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
        client.setSoTimeout(20_000);
        String request = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + url.getPort()
                + "\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
                + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\nContent-Length: "
                + LISTEN.length() + "\r\n\r\n" + LISTEN + more;
        client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return client;
    }

    private static String until(Socket client, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = client.getInputStream().read();
            assertThat(next).as("the next byte after %s", read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }
}
