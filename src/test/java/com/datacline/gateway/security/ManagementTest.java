package com.datacline.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.RawHttp;
import com.nimbusds.jose.JOSEException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;

class ManagementTest {
    private static TokenIssuer issuer;
    private static GatewayUnderTest gateway;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        gateway = GatewayUnderTest.with()
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.auth.refusals-per-minute", "100000")
                .set("management.server.port", "0")
                .start();
        port = managementPort(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/actuator/health/db",
                "/actuator/info",
                "/actuator/metrics",
                "/actuator/metrics/jvm.memory.used",
                "/actuator/prometheus"
            })
    void an_endpoint_is_for_callers_with_the_role(String path) throws Exception {
        assertThat(get(path).status()).isEqualTo(401);
        assertThat(get(path).header("WWW-Authenticate")).isNotEmpty();
        assertThat(get(path, bearer(List.of("user"))).status()).isEqualTo(403);
        assertThat(get(path, bearer(List.of("GATEWAY-ADMIN", "gateway-admin2"))).status())
                .isEqualTo(403);
        RawHttp.Answer answer = get(path, bearer(List.of("user", "gateway-admin")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isNotEmpty();
        assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/openapi.json",
                "/oauth/callback",
                "/mcp",
                "/config",
                "/error",
                "/nowhere",
                "/actuator/",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/actuator/health/liveness/",
                "/actuator/health/liveness/x",
                "/actuator/health/liveness.json",
                "/ACTUATOR/health/liveness",
                "/actuator/health/readiness/../../info"
            })
    void nothing_else_is_open_there(String path) throws Exception {
        assertThat(get(path).status()).isIn(400, 401);
        assertThat(get(path, bearer(List.of("user"))).status()).isIn(400, 403);
        RawHttp.Answer answer = get(path, bearer(List.of("gateway-admin")));
        // Spring MVC takes a path with a last slash for the one without, after the role was asked for.
        if (!path.contains("..") && !path.endsWith("liveness/")) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        }
        assertThat(answer.text()).doesNotContain("\tat ", "<html");
    }

    @Test
    void whether_the_process_lives_and_is_ready_is_told_to_everybody_and_no_more() {
        for (String probe : List.of("liveness", "readiness")) {
            RawHttp.Answer answer = get("/actuator/health/" + probe);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("\"UP\"").doesNotContain("db", "disk", "path");
            assertThat(RawHttp.send(
                                    port,
                                    RawHttp.get("/actuator/health/" + probe, "Host: localhost")
                                            .replaceFirst("GET", "POST"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void metrics_count_what_the_gateway_does() throws Exception {
        assertThat(get("/actuator/prometheus", bearer(List.of("gateway-admin"))).text())
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void nothing_can_be_changed_there() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE")) {
            assertThat(RawHttp.send(
                                    port,
                                    RawHttp.get(
                                                    "/actuator/metrics",
                                                    "Host: localhost",
                                                    bearer(List.of("gateway-admin")),
                                                    "Content-Length: 0")
                                            .replaceFirst("GET", method))
                            .status())
                    .isEqualTo(405);
        }
    }

    @Test
    void a_foreign_page_does_not_reach_it() throws Exception {
        String admin = bearer(List.of("gateway-admin"));
        assertThat(RawHttp.send(port, RawHttp.get("/actuator/info", "Host: evil.example", admin))
                        .status())
                .isEqualTo(403);
        assertThat(get("/actuator/health/liveness", "Origin: https://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_broken_request_is_answered_shortly_there_too() {
        for (String request : List.of("NONSENSE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n")) {
            assertThat(RawHttp.send(port, request).text())
                    .contains(" 400 ")
                    .doesNotContain("<html", "Tomcat", "\tat ")
                    .hasSizeLessThan(800);
        }
    }

    @Test
    void the_main_port_knows_nothing_of_them() throws Exception {
        int main = gateway.url("/").getPort();
        for (String path : List.of("/actuator", "/actuator/health/liveness", "/actuator/info")) {
            assertThat(RawHttp.send(main, RawHttp.get(path, "Host: localhost")).status())
                    .isEqualTo(401);
            assertThat(RawHttp.send(main, RawHttp.get(path, "Host: localhost", bearer(List.of("gateway-admin"))))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void without_authentication_they_are_on_loopback_only() {
        assertThatThrownBy(() -> GatewayUnderTest.with()
                        .set("management.server.port", "0")
                        .set("management.server.address", "0.0.0.0")
                        .start())
                .hasStackTraceContaining("MANAGEMENT_HOST=0.0.0.0");
        try (GatewayUnderTest open =
                GatewayUnderTest.with().set("management.server.port", "0").start()) {
            assertThat(RawHttp.send(managementPort(open), RawHttp.get("/actuator/info", "Host: localhost"))
                            .text())
                    .contains("secure-mcp-gateway");
        }
    }

    @Test
    void off_unless_a_port_is_named() {
        try (GatewayUnderTest off = GatewayUnderTest.with().start()) {
            assertThat(off.bean(Environment.class).getProperty("local.management.port"))
                    .isNull();
        }
    }

    private static RawHttp.Answer get(String path, String... more) {
        String[] headers = new String[more.length + 1];
        System.arraycopy(more, 0, headers, 1, more.length);
        headers[0] = "Host: localhost";
        return RawHttp.send(port, RawHttp.get(path, headers));
    }

    private static String bearer(List<String> roles) throws JOSEException {
        return "Authorization: Bearer "
                + issuer.token(claims -> claims.issuer(issuer.issuer())
                        .audience("http://localhost:8000/mcp")
                        .subject("123")
                        .claim("realm_access", Map.of("roles", roles))
                        .expirationTime(Date.from(Instant.now().plusSeconds(300))));
    }

    private static int managementPort(GatewayUnderTest gateway) {
        return gateway.bean(Environment.class).getRequiredProperty("local.management.port", Integer.class);
    }
}
