package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The attack matrix, second half: requests of a shape that is meant to get around the token, byte by byte. */
class MisusedRequestsTest {
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"one__echo\",\"arguments\":{\"message\":\"m\"}}}";

    private static TokenIssuer issuer;
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;
    private static String good;
    private static String bobs;

    /**
     * @param status what it is answered
     * @param recorded whether it got far enough to be recorded as a refused login
     */
    record Attack(String name, int status, boolean recorded, String request) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("one", server.url())
                .set("gateway.catalogue.refresh", "1h")
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.auth.refusals-per-minute", "100000")
                .start();
        good = issuer.token(issuer.good("ana", 3_000));
        bobs = issuer.token(issuer.good("bob", 3_000));
        eventually("the catalogue is known", () -> gateway.get("/health").body().contains("\"status\":\"healthy\""));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        issuer.close();
    }

    @BeforeEach
    void forget() {
        server.forget();
    }

    static Stream<Attack> attacks() {
        return Stream.of(tokensInTheWrongPlace(), claimsOfOthers(), paths(), methods(), protocols())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void it_is_refused_recorded_without_a_token_and_reaches_nobody(Attack attack) throws Exception {
        int before = gateway.journal().size();
        String answer = exchange(attack.request());

        assertThat(status(answer)).as(answer).isEqualTo(attack.status());
        assertThat(answer).doesNotContain(good, bobs, "Exception", "\tat ");
        if (attack.status() == 401) {
            assertThat(answer).contains("\r\nWWW-Authenticate: Bearer ");
        }
        assertThat(server.requests()).isEmpty();
        List<JsonNode> records =
                gateway.journal().subList(before, gateway.journal().size());
        assertThat(records).hasSize(attack.recorded() ? 1 : 0);
        assertThat(records.toString()).doesNotContain(good, bobs, good.substring(0, 20));
    }

    private static List<Attack> tokensInTheWrongPlace() {
        String bearer = "Authorization: Bearer " + good + "\r\n";
        String form = "access_token=" + good;
        return List.of(
                refused("two headers, good and bad", 400, post("/mcp", bearer + "Authorization: Bearer x\r\n")),
                refused("two headers, bad and good", 400, post("/mcp", "Authorization: Bearer x\r\n" + bearer)),
                refused("the same header twice", 400, post("/mcp", bearer + bearer)),
                refused(
                        "two headers of two users",
                        400,
                        post("/mcp", bearer + "authorization: Bearer " + bobs + "\r\n")),
                refused(
                        "a header of another scheme first",
                        400,
                        post("/mcp", "Authorization: Basic YTpi\r\n" + bearer)),
                refused("token in the query", 400, post("/mcp?access_token=" + good, "")),
                refused("token in the query and the header", 400, post("/mcp?access_token=" + good, bearer)),
                refused("token in the query, encoded", 400, post("/mcp?access%5Ftoken=" + good, "")),
                refused("token in the query, in capitals", 400, post("/mcp?a=b&ACCESS_TOKEN=" + good, "")),
                refused("token in the query of an open page", 400, get("/health?access_token=" + good)),
                refused(
                        "token in a form",
                        400,
                        head("POST", "/mcp")
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                                + "\r\n\r\n" + form),
                refused("token in another parameter", 401, post("/mcp?token=" + good, "")),
                refused("token in a cookie", 401, post("/mcp", "Cookie: Authorization=Bearer " + good + "\r\n")),
                refused("token in another header", 401, post("/mcp", "X-Access-Token: " + good + "\r\n")),
                refused("token for a proxy", 401, post("/mcp", "Proxy-" + bearer)),
                refused("token as X-Forwarded-Authorization", 401, post("/mcp", "X-Forwarded-" + bearer)),
                refused("another scheme", 401, post("/mcp", "Authorization: DPoP " + good + "\r\n")),
                refused("no scheme", 401, post("/mcp", "Authorization: " + good + "\r\n")),
                refused("a tab after the scheme", 401, post("/mcp", "Authorization: Bearer\t" + good + "\r\n")),
                refused("beyond ASCII", 401, post("/mcp", "Authorization: Bearer " + good + "\u00e4\r\n")),
                unseen(
                        "a header of 100 kB",
                        400,
                        post("/mcp", "Authorization: Bearer " + "a".repeat(100_000) + "\r\n")),
                unseen("a NUL", 400, post("/mcp", "Authorization: Bearer " + good + "\0\r\n")));
    }

    private static List<Attack> claimsOfOthers() {
        return Stream.of(
                        "X-Forwarded-User: ana",
                        "X-Remote-User: ana",
                        "Remote-User: ana",
                        "X-Auth-Request-User: ana",
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Original-URL: /health",
                        "X-Rewrite-URL: /health",
                        "X-Forwarded-Prefix: /health",
                        "X-HTTP-Method-Override: GET",
                        "caller: gateway",
                        "CamelHttpUri: http://evil.example",
                        "Mcp-Session-Id: 1")
                .map(header -> refused(header, 401, post("/mcp", header + "\r\n")))
                .toList();
    }

    private static List<Attack> paths() {
        List<Attack> unclean = Stream.of(
                        "/mcp/../tools",
                        "/health/../tools",
                        "/health/..;/tools",
                        "/openapi.json/../tools",
                        "/openapi.json/%2e%2e/tools",
                        "/openapi.json/..%2ftools",
                        "/health%2f..%2ftools",
                        "/./tools",
                        "/%2e/tools",
                        "//tools",
                        "/health//../tools",
                        "/tools;x=y",
                        "/health;/../tools",
                        "/tools%00",
                        "/tools%0a",
                        "/tools%3bx",
                        "/%252e%252e/tools",
                        "/health%5c..%5ctools",
                        "/.well-known/oauth-protected-resource/../../tools")
                .map(path -> unseen("GET " + path, 400, get(path)))
                .toList();
        List<Attack> closed = Stream.of(
                        "/tools",
                        "/tools/",
                        "/mcp",
                        "/Health",
                        "/health/",
                        "/health/tools",
                        "/health.json",
                        "/openapi.jsonx",
                        "/nothing",
                        "/error",
                        "/actuator/env",
                        "/oauth/callback/x",
                        "/.well-known/oauth-protected-resource/mcp/tools",
                        "/tools?path=/health",
                        "/tools?/health")
                .map(path -> refused("GET " + path, 401, get(path)))
                .toList();
        return Stream.concat(unclean.stream(), closed.stream()).toList();
    }

    private static List<Attack> methods() {
        return List.of(
                refused("HEAD of a closed page", 401, head("HEAD", "/tools") + "\r\n"),
                refused("HEAD of an open page", 401, head("HEAD", "/health") + "\r\n"),
                refused("OPTIONS", 401, head("OPTIONS", "/mcp") + "\r\n"),
                refused("PUT", 401, head("PUT", "/mcp") + "Content-Length: 0\r\n\r\n"),
                refused("PATCH", 401, head("PATCH", "/mcp") + "Content-Length: 0\r\n\r\n"),
                refused("DELETE", 401, head("DELETE", "/mcp") + "\r\n"),
                refused("POST to an open page", 401, post("/health", "")),
                refused("POST to the root", 401, post("/", "")),
                unseen("TRACE", 405, head("TRACE", "/mcp") + "\r\n"),
                unseen("a method that nobody knows", 400, head("JEFF", "/mcp") + "\r\n"),
                unseen("get", 400, head("get", "/health") + "\r\n"));
    }

    private static List<Attack> protocols() {
        String length = "Content-Length: " + CALL.length() + "\r\n";
        return List.of(
                refused("HTTP/1.0 without Host", 403, "GET /tools HTTP/1.0\r\n\r\n"),
                unseen("HTTP/1.1 without Host", 400, "GET /tools HTTP/1.1\r\nConnection: close\r\n\r\n"),
                unseen("two Hosts", 400, get("/tools").replace("\r\n\r\n", "\r\nHost: localhost\r\n\r\n")),
                refused(
                        "an absolute target",
                        401,
                        "GET http://127.0.0.1/tools HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"),
                refused(
                        "Upgrade to a web socket",
                        401,
                        head("GET", "/mcp").replace("close", "close, Upgrade")
                                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
                refused(
                        "Upgrade to HTTP/2",
                        401,
                        head("GET", "/mcp").replace("close", "close, Upgrade, HTTP2-Settings")
                                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n"),
                unseen("two lengths", 400, head("POST", "/mcp") + length + "Content-Length: 1\r\n\r\n" + CALL),
                refused(
                        "a length and chunks",
                        401,
                        head("POST", "/health") + length + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                + post("/mcp", "")));
    }

    @Test
    void who_is_known_is_nobody_else_whatever_the_headers_say() throws Exception {
        String answer = exchange(
                post(
                        "/mcp",
                        "Authorization: Bearer " + good
                                + "\r\nX-Forwarded-User: bob\r\nX-Remote-User: bob\r\ncaller: bob\r\nX-HTTP-Method-Override: DELETE\r\n"));

        assertThat(status(answer)).isEqualTo(200);
        assertThat(gateway.journal().getLast().path("user").asText()).isEqualTo("ana");
        assertThat(server.requests("tools/call")).singleElement().satisfies(request -> assertThat(request.toString())
                .doesNotContain("bob", good));
    }

    private static Attack refused(String name, int status, String request) {
        return new Attack(name, status, true, request);
    }

    /** Refused before anybody asks for a token. */
    private static Attack unseen(String name, int status, String request) {
        return new Attack(name, status, false, request);
    }

    private static String get(String path) {
        return head("GET", path) + "\r\n";
    }

    private static String post(String path, String headers) {
        return head("POST", path) + headers + "Content-Type: application/json\r\nContent-Length: " + CALL.length()
                + "\r\n\r\n" + CALL;
    }

    private static String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String exchange(String request) throws IOException {
        URI url = gateway.url("/");
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // It has heard enough, and has answered.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
