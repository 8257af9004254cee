package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static TokenIssuer issuer;
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("one", server.url())
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .start();
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

    @Test
    void a_good_token_opens_both_doors_and_its_user_is_in_the_journal() throws Exception {
        String token = issuer.token(good());

        assertThat(rest("Bearer " + token).statusCode()).isEqualTo(200);
        assertThat(lastRecord().path("user").asText()).isEqualTo("ana");
        assertThat(mcp("Bearer " + token).statusCode()).isEqualTo(200);
        assertThat(lastRecord().path("user").asText()).isEqualTo("ana");
        assertThat(server.requests("tools/call")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no header", "not bearer", "garbage", "wrong audience"})
    void any_other_request_is_turned_away_recorded_and_reaches_nobody(String fault) throws Exception {
        String authorization = authorization(fault);
        int before = gateway.journal().size();

        for (HttpResponse<String> answer : List.of(rest(authorization), mcp(authorization))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
            assertThat(answer.body()).contains("\"code\":\"unauthenticated\"").doesNotContain("Exception");
        }

        assertThat(server.requests("tools/call")).isEmpty();
        List<JsonNode> records = gateway.journal();
        records = records.subList(before, records.size());
        assertThat(records).hasSize(2).allSatisfy(record -> {
            assertThat(record.path("event_type").asText()).isEqualTo("authentication");
            assertThat(record.path("status").asText()).isEqualTo("denied");
            assertThat(record.path("outcome").asText()).isEqualTo("unauthenticated");
            assertThat(record.path("user").asText()).isEqualTo("unknown");
            assertThat(record.path("response_status").asInt()).isEqualTo(401);
            assertThat(record.path("error").asText()).isNotEmpty();
            assertThat(record.path("parameters").path("path").asText()).startsWith("/mcp");
        });
        if (authorization.startsWith("Bearer ")) {
            assertThat(records.toString()).doesNotContain(authorization.substring("Bearer ".length()));
        }
    }

    @Test
    void a_refused_login_arrives_in_sql() {
        rest("");
        String id = lastRecord().path("id").asText();

        eventually("it is in SQL", () -> gateway.sql()
                .queryForList("select status from audit_logs where id = ?", String.class, id)
                .equals(List.of("denied")));
    }

    @Test
    void what_the_gateway_is_may_be_asked_without_a_token() {
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/openapi.json").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/config").statusCode()).isEqualTo(401);
    }

    @Test
    void a_token_without_a_required_scope_is_not_enough() throws Exception {
        try (GatewayUnderTest own = GatewayUnderTest.with()
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.auth.required-scopes", "mcp:tools, openid")
                .start()) {
            String poor = issuer.token(claims -> good().apply(claims).claim("scope", "openid"));
            String rich = issuer.token(claims -> good().apply(claims).claim("scope", "openid mcp:tools"));

            HttpResponse<String> refused = own.get("/mcp/servers", "Authorization", "Bearer " + poor);

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("error=\"insufficient_scope\"");
            assertThat(own.get("/mcp/servers", "Authorization", "Bearer " + rich)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void keys_that_cannot_be_fetched_let_nobody_in_and_show_no_stack_trace() throws Exception {
        try (TokenIssuer away = TokenIssuer.start("gateway");
                GatewayUnderTest own = GatewayUnderTest.with()
                        .server("one", server.url())
                        .set("gateway.auth.enabled", "true")
                        .set("gateway.auth.host", "127.0.0.1")
                        .set("gateway.auth.keycloak-url", away.base())
                        .set("gateway.auth.realm", "gateway")
                        .start()) {
            String token = away.token(claims -> good().apply(claims).issuer(away.issuer()));
            away.close();

            HttpResponse<String> answer = own.get("/tools", "Authorization", "Bearer " + token);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\"").doesNotContain("Exception", "\tat ");
            assertThat(own.journal().getLast().path("event_type").asText()).isEqualTo("authentication");
            assertThat(own.journal().getLast().path("response_status").asInt()).isEqualTo(503);
        }
    }

    private static String authorization(String fault) throws Exception {
        return switch (fault) {
            case "no header" -> "";
            case "not bearer" -> "Basic YW5hOmFuYQ==";
            case "garbage" -> "Bearer not.a.token";
            case "wrong audience" ->
                "Bearer " + issuer.token(claims -> good().apply(claims).audience("http://other.example/mcp"));
            default -> throw new IllegalArgumentException(fault);
        };
    }

    private static UnaryOperator<JWTClaimsSet.Builder> good() {
        return issuer.good("ana", 300);
    }

    private static HttpResponse<String> rest(String authorization) {
        return send(
                "/mcp/invoke?mcp_server=one",
                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"m\"}}",
                authorization);
    }

    private static HttpResponse<String> mcp(String authorization) {
        return send(
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                        + "\"params\":{\"name\":\"one__echo\",\"arguments\":{\"message\":\"m\"}}}",
                authorization);
    }

    private static HttpResponse<String> send(String path, String body, String authorization) {
        return authorization.isEmpty()
                ? gateway.send("POST", path, body, "Content-Type", "application/json")
                : gateway.send("POST", path, body, "Content-Type", "application/json", "Authorization", authorization);
    }

    private static JsonNode lastRecord() {
        return gateway.journal().getLast();
    }
}
