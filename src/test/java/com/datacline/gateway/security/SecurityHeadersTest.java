package com.datacline.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityHeadersTest {
    private static TokenIssuer issuer;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        gateway = GatewayUnderTest.with()
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200",
        "/health, 200",
        "/openapi.json, 200",
        "/mcp, 401",
        "/config, 401",
        "/oauth/callback, 400",
        "/nowhere, 401",
        "/health;x=1, 400",
        "//health, 400",
        "/%2e%2e/health, 400"
    })
    void every_answer_tells_a_browser_to_run_and_guess_and_keep_nothing(String path, int status) {
        RawHttp.Answer answer = send(RawHttp.get(path, "Host: localhost"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.header("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.header("Content-Security-Policy")).singleElement().satisfies(policy -> assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'"));
        assertThat(answer.header("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
    }

    @Test
    void a_foreign_page_gets_them_too() {
        RawHttp.Answer answer = send(RawHttp.get("/health", "Host: evil.example"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @Test
    void what_is_no_request_is_answered_shortly_and_says_nothing_of_the_server() {
        String[] broken = {
            "NONSENSE\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /<script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "G\u0001T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(150) + "Connection: close\r\n\r\n",
            "GET /" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        };
        for (String request : broken) {
            RawHttp.Answer answer = send(request);
            String shown = request.substring(0, Math.min(80, request.length()));
            assertThat(answer.status()).as(shown).isBetween(400, 599).isNotEqualTo(500);
            assertThat(answer.text())
                    .as(shown)
                    .hasSizeLessThan(800)
                    .doesNotContainIgnoringCase("tomcat", "<html", "exception", "\tat ", "apache", "org.");
            assertThat(answer.header("Server")).isEmpty();
        }
    }

    private static RawHttp.Answer send(String request) {
        return RawHttp.send(gateway.url("/").getPort(), request);
    }
}
