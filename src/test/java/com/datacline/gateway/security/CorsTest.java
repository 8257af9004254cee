package com.datacline.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String APP = "Origin: https://app.example.com";
    private static final String HOST = "Host: localhost";
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
                .set("gateway.auth.allowed-origins", "https://app.example.com,https://two.example.com")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
    }

    @Test
    void a_named_origin_is_echoed_alone_also_with_a_refusal() {
        for (String path : new String[] {"/health", "/mcp"}) {
            RawHttp.Answer answer = send(RawHttp.get(path, HOST, APP));

            assertThat(answer.status()).isEqualTo(path.equals("/mcp") ? 401 : 200);
            assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly("https://app.example.com");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.header("Access-Control-Expose-Headers"))
                    .containsExactly("Mcp-Session-Id, Retry-After, WWW-Authenticate");
            assertThat(String.join(",", answer.header("Vary"))).contains("Origin");
        }
    }

    @Test
    void a_preflight_is_answered_without_a_token() {
        RawHttp.Answer answer = send(RawHttp.get(
                        "/mcp",
                        HOST,
                        APP,
                        "Access-Control-Request-Method: POST",
                        "Access-Control-Request-Headers: authorization,content-type,mcp-session-id,"
                                + "mcp-protocol-version,mcp-method,mcp-name,last-event-id")
                .replaceFirst("GET", "OPTIONS"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly("https://app.example.com");
        assertThat(answer.header("Access-Control-Allow-Methods")).containsExactly("GET,POST,DELETE");
        assertThat(String.join(",", answer.header("Access-Control-Allow-Headers")))
                .contains("authorization", "mcp-session-id", "last-event-id");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "TRACE"})
    void a_method_that_no_client_needs_is_not_allowed(String method) {
        RawHttp.Answer answer = send(RawHttp.get("/mcp", HOST, APP, "Access-Control-Request-Method: " + method)
                .replaceFirst("GET", "OPTIONS"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:5173",
                "https://evil.example",
                "http://app.example.com",
                "https://app.example.com.evil.example",
                "null"
            })
    void no_other_origin_sees_a_header(String origin) {
        for (String method : new String[] {"GET", "OPTIONS"}) {
            RawHttp.Answer answer =
                    send(RawHttp.get("/health", HOST, "Origin: " + origin, "Access-Control-Request-Method: POST")
                            .replaceFirst("GET", method));

            assertThat(answer.head()).doesNotContain("Access-Control-Allow", "Access-Control-Expose");
            assertThat(answer.status()).isEqualTo(origin.contains("localhost") && method.equals("GET") ? 200 : 403);
        }
    }

    @Test
    void without_an_origin_there_is_nothing_to_allow() {
        assertThat(send(RawHttp.get("/health", HOST)).head())
                .doesNotContain("Access-Control-Allow", "Access-Control-Expose");
    }

    private static RawHttp.Answer send(String request) {
        return RawHttp.send(gateway.url("/").getPort(), request);
    }
}
