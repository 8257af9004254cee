package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The attack matrix, first half: forged, stolen and misused tokens. */
class ForgedTokensTest {
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"one__echo\",\"arguments\":{\"message\":\"m\"}}}";

    private static TokenIssuer issuer;
    private static ScriptedServer server;
    private static ScriptedServer forgersOwn;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        server = ScriptedServer.start();
        forgersOwn = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("one", server.url())
                .set("gateway.catalogue.refresh", "1h")
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.auth.refusals-per-minute", "100000")
                .set("gateway.auth.required-scopes", "mcp:tools")
                .start();
        eventually("the catalogue is known", () -> gateway.get("/health").body().contains("\"status\":\"healthy\""));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        forgersOwn.close();
        issuer.close();
    }

    @BeforeEach
    void forget() {
        server.forget();
    }

    static Stream<Arguments> forgeries() throws Exception {
        Map<String, String> forgeries = Forgeries.of(issuer, forgersOwn.url());
        assertThat(forgeries).hasSizeGreaterThan(80);
        return forgeries.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void a_forgery_is_refused_recorded_without_it_and_reaches_nobody(String what, String token) {
        int before = gateway.journal().size();
        HttpResponse<String> answer = post("Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .singleElement()
                .satisfies(
                        challenge -> assertThat(challenge)
                                .matches(
                                        "Bearer error=\"invalid_token\", error_description=\"[a-z ,JWT]+\", resource_metadata="
                                                + "\"http://localhost:8000/\\.well-known/oauth-protected-resource/mcp\", scope=\"mcp:tools\""));
        assertThat(answer.body())
                .isEqualTo("{\"detail\":\"a valid bearer token is needed\",\"code\":\"unauthenticated\"}");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(server.requests()).isEmpty();
        assertThat(forgersOwn.connections()).isZero();
        List<JsonNode> records =
                gateway.journal().subList(before, gateway.journal().size());
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.path("outcome").asText()).isEqualTo("unauthenticated");
            assertThat(record.path("user").asText()).isEqualTo("unknown");
            if (token.length() > 3) {
                assertThat(record.toString()).doesNotContain(token).doesNotContain(token.split("\\.")[0]);
            }
        });
    }

    /** The matrix can only fail things if its good token passes. */
    @Test
    void the_same_token_unforged_passes() throws Exception {
        String good =
                issuer.token(claims -> issuer.good("ana", 300).apply(claims).claim("scope", "a mcp:tools b"));

        for (String scheme : List.of("Bearer ", "bearer ", "BEARER ", "Bearer  ")) {
            assertThat(post(scheme + good).statusCode()).as(scheme).isEqualTo(200);
        }
        assertThat(server.requests("tools/call")).hasSize(4);
    }

    @Test
    void a_good_token_without_the_scope_is_told_which_before_a_stream_starts_and_is_recorded_by_name()
            throws Exception {
        String poor =
                issuer.token(claims -> issuer.good("ana", 300).apply(claims).claim("scope", "mcp:tool mcp"));
        HttpResponse<String> answer = post("Bearer " + poor);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_scope\", error_description=\"the token lacks a scope\","
                        + " resource_metadata=\"http://localhost:8000/.well-known/oauth-protected-resource/mcp\","
                        + " scope=\"mcp:tools\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(server.requests()).isEmpty();
        JsonNode record = gateway.journal().getLast();
        assertThat(record.path("user").asText()).isEqualTo("ana");
        assertThat(record.path("outcome").asText()).isEqualTo("insufficient_scope");
        assertThat(record.path("response_status").asInt()).isEqualTo(403);
    }

    @Test
    void who_shows_no_token_hears_of_no_error() {
        for (String given : List.of("", "Basic YW5hOmFuYQ==", "DPoP abc", "Bearerabc")) {
            HttpResponse<String> answer = post(given);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .contains(
                            "Bearer resource_metadata=\"http://localhost:8000/.well-known/oauth-protected-resource/mcp\","
                                    + " scope=\"mcp:tools\"");
        }
    }

    @Test
    void a_storm_of_unknown_kids_is_none_at_the_issuer_and_hinders_nobody() throws Exception {
        String good =
                issuer.token(claims -> issuer.good("ana", 300).apply(claims).claim("scope", "mcp:tools"));
        int before = issuer.requests("/certs").size();
        for (int i = 0; i < 100; i++) {
            String kid = "storm-" + i;
            String token = issuer.token(header -> header.keyID(kid), issuer.good("ana", 300));
            assertThat(post("Bearer " + token).statusCode()).isEqualTo(401);
        }
        assertThat(issuer.requests("/certs").size() - before).isLessThanOrEqualTo(6);
        assertThat(post("Bearer " + good).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> post(String authorization) {
        return authorization.isEmpty()
                ? gateway.send("POST", "/mcp", CALL, "Content-Type", "application/json")
                : gateway.send(
                        "POST", "/mcp", CALL, "Content-Type", "application/json", "Authorization", authorization);
    }
}
