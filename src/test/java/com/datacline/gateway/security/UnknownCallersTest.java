package com.datacline.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.RawHttp;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers cost and learn whose token nobody has accepted. */
class UnknownCallersTest {
    private static final int BUDGET = 40;
    private static final int MEGABYTE = 1 << 20;
    private static TokenIssuer issuer;
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("secretname", server.url())
                .server("deadname", java.net.URI.create("http://127.0.0.1:1/mcp"))
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.auth.refusals-per-minute", String.valueOf(BUDGET))
                .set("server.tomcat.connection-timeout", "1s")
                .start();
        token = issuer.token(claims -> claims.issuer(issuer.issuer())
                .audience("http://localhost:8000/mcp")
                .subject("123")
                .expirationTime(Date.from(Instant.now().plusSeconds(300))));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        issuer.close();
    }

    @Test
    void without_a_token_health_is_a_word_and_with_one_it_is_a_report() {
        HttpResponse<String> brief = gateway.get("/health");
        HttpResponse<String> full = gateway.get("/health", "Authorization", "Bearer " + token);

        List<String> told = new ArrayList<>();
        GatewayUnderTest.json(brief.body()).fieldNames().forEachRemaining(told::add);
        assertThat(told).containsExactly("status", "version");
        assertThat(GatewayUnderTest.json(full.body()).at("/servers/secretname").isObject())
                .isTrue();
        assertThat(GatewayUnderTest.json(full.body()).path("status"))
                .isEqualTo(GatewayUnderTest.json(brief.body()).path("status"));
    }

    @Test
    void no_open_page_names_a_server() {
        for (String path :
                List.of("/", "/health", "/openapi.json", "/oauth/callback", "/oauth/callback?state=x&code=y")) {
            assertThat(gateway.get(path).body()).as(path).doesNotContain("secretname", "deadname", "127.0.0.1:1");
        }
    }

    @Test
    void a_bad_token_is_refused_on_open_pages_too() {
        assertThat(gateway.get("/health", "Authorization", "Bearer x").statusCode())
                .isIn(401, 429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void a_large_body_without_a_token_is_refused_before_it_is_sent_and_cut_off(String type) throws IOException {
        try (Socket socket = RawHttp.open(port())) {
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                                    + "\r\nContent-Length: 104857600\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .as("the answer, while no byte of the body was sent")
                    .isEqualTo("HTTP/1.1 401");

            assertThat(sentUntilClosed(socket)).isLessThan(20L * MEGABYTE);
        }
    }

    @Test
    void a_chunked_body_without_an_end_and_without_a_token_is_cut_off_too() throws IOException {
        try (Socket socket = RawHttp.open(port())) {
            socket.getOutputStream()
                    .write(
                            ("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                            + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 401");

            assertThat(sentUntilClosed(socket)).isLessThan(20L * MEGABYTE);
        }
    }

    @Test
    void a_form_body_belongs_to_the_route() {
        HttpResponse<String> answer = gateway.send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Authorization",
                "Bearer " + token);

        assertThat(answer.body()).contains("\"result\":{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST /mc",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer TOKEN\r\nContent-Length: 1000\r\n\r\n{\"a\"",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer TOKEN\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a"
            })
    void half_a_request_is_ended_within_the_limit(String half) throws IOException {
        long begin = System.nanoTime();
        RawHttp.Answer answer = RawHttp.send(port(), half.replace("TOKEN", token));

        assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(6_000);
        assertThat(answer.status()).as(answer.text()).isIn(0, 400, 408);
        assertThat(answer.text()).doesNotContain("xception", "\tat ");
    }

    @Test
    void a_flood_of_bad_tokens_is_held_off_and_counted_while_good_ones_pass() throws Exception {
        int before = refusals().size();
        int tooMany = 0;
        String forged = issuer.forged(claims -> claims.issuer(issuer.issuer()).subject("x"));
        for (int i = 0; i < 3 * BUDGET; i++) {
            HttpResponse<String> answer = gateway.get("/config", "Authorization", "Bearer " + forged);
            if (answer.statusCode() == 429) {
                tooMany++;
                assertThat(Integer.parseInt(
                                answer.headers().firstValue("Retry-After").orElseThrow()))
                        .isBetween(1, 61);
            } else {
                assertThat(answer.statusCode()).isEqualTo(401);
            }
        }

        assertThat(tooMany).isGreaterThan(BUDGET);
        assertThat(refusals().size() - before).isLessThanOrEqualTo(2 * BUDGET + 2);
        assertThat(gateway.get("/config", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);
        HttpResponse<String> newcomer = gateway.get("/config");
        assertThat(newcomer.statusCode()).isEqualTo(401);
        assertThat(newcomer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void a_foreign_page_is_in_the_journal() {
        RawHttp.Answer answer =
                RawHttp.send(port(), RawHttp.get("/health", "Host: localhost", "Origin: https://evil.example"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(refusals())
                .as("it is recorded, unless the flood came first")
                .anyMatch(record ->
                        record.toString().contains("evil.example") || refusals().size() >= BUDGET);
    }

    @Test
    void where_a_request_comes_from_is_not_for_the_request_to_say() {
        for (String header : List.of("X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7")) {
            RawHttp.send(port(), RawHttp.get("/config", "Host: localhost", header));
        }
        assertThat(RawHttp.send(port(), RawHttp.get("/health", "Host: localhost", "X-Forwarded-Proto: https"))
                        .header("Strict-Transport-Security"))
                .isEmpty();
        assertThat(refusals()).noneMatch(record -> record.toString().contains("203.0.113.7"));
    }

    private static List<JsonNode> refusals() {
        return gateway.journal().stream()
                .filter(record -> record.path("event_type").asText().equals("authentication"))
                .toList();
    }

    private static long sentUntilClosed(Socket socket) throws IOException {
        byte[] piece = new byte[MEGABYTE / 16];
        long sent = 0;
        try {
            while (sent < 100L * MEGABYTE) {
                socket.getOutputStream().write(piece);
                sent += piece.length;
            }
        } catch (SocketException e) {
            // closed: that is the test
        }
        return sent;
    }

    private static int port() {
        return gateway.url("/").getPort();
    }
}
