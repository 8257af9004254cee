package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a client that knows nothing but the gateway's address finds out where to log in. */
class DiscoveryTest {
    private static final List<String> OF_ISSUER =
            List.of("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration");

    @Test
    void a_client_is_led_from_the_refusal_to_the_issuer() throws Exception {
        try (TokenIssuer issuer = TokenIssuer.start("gateway");
                GatewayUnderTest gateway = gateway(issuer, "https://gateway.example.com/mcp")) {
            String challenge = gateway.post("/mcp", "{}")
                    .headers()
                    .firstValue("WWW-Authenticate")
                    .orElseThrow();
            assertThat(challenge)
                    .isEqualTo(
                            "Bearer resource_metadata="
                                    + "\"https://gateway.example.com/.well-known/oauth-protected-resource/mcp\", scope=\"a b\"");

            for (String path :
                    List.of("/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource")) {
                HttpResponse<String> answer = gateway.get(path);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
                assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                        .contains("*");
                JsonNode resource = json(answer.body());
                assertThat(resource.path("resource").asText()).isEqualTo("https://gateway.example.com/mcp");
                assertThat(resource.path("authorization_servers")).isEqualTo(json("[\"" + issuer.issuer() + "\"]"));
                assertThat(resource.path("bearer_methods_supported")).isEqualTo(json("[\"header\"]"));
                assertThat(resource.path("scopes_supported")).isEqualTo(json("[\"a\",\"b\"]"));
            }
            for (String path : OF_ISSUER) {
                assertThat(json(gateway.get(path).body()).path("token_endpoint").asText())
                        .isEqualTo(issuer.issuer() + "/protocol/openid-connect/token");
                assertThat(gateway.get(path + "/").statusCode()).isEqualTo(401);
            }
            assertThat(issuer.requests("/.well-known/openid-configuration")).hasSize(1);
            issuer.down(true);
            assertThat(gateway.get(OF_ISSUER.getFirst()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_issuer_that_is_away_or_speaks_for_another_is_said_to_be_and_asked_seldom() throws Exception {
        try (TokenIssuer issuer = TokenIssuer.start("gateway");
                GatewayUnderTest gateway = gateway(issuer, "http://localhost:8000/mcp")) {
            issuer.down(true);
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> away = gateway.get(OF_ISSUER.getFirst());
                assertThat(away.statusCode()).isEqualTo(503);
                assertThat(away.body())
                        .isEqualTo("{\"detail\":\"the issuer cannot be reached\",\"code\":\"issuer_unavailable\"}");
            }
            assertThat(issuer.requests("/.well-known/openid-configuration").size())
                    .isLessThan(5);
            issuer.down(false);
            issuer.calledBy(issuer.issuer() + "/");
            GatewayUnderTest.eventually(
                    "it is asked again",
                    () -> gateway.get(OF_ISSUER.getLast()).body().contains("calls itself by another name"));
            assertThat(gateway.get(OF_ISSUER.getLast()).statusCode()).isEqualTo(503);
            issuer.calledBy(issuer.issuer());
            GatewayUnderTest.eventually(
                    "it is believed again",
                    () -> gateway.get(OF_ISSUER.getLast()).statusCode() == 200);
        }
    }

    @Test
    void an_issuer_that_clients_know_by_another_address_is_asked_at_its_inner_one() throws Exception {
        String outside = "http://keycloak.invalid/realms/gateway";
        try (TokenIssuer issuer = TokenIssuer.start("gateway");
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .set("gateway.auth.enabled", "true")
                        .set("gateway.auth.host", "127.0.0.1")
                        .set("gateway.auth.keycloak-url", "http://keycloak.invalid")
                        .set("gateway.auth.internal-url", issuer.base())
                        .set("gateway.auth.realm", "gateway")
                        .set("gateway.auth.tokens.client-id", "gateway")
                        .set("gateway.auth.tokens.client-secret", "secret")
                        .start()) {
            issuer.calledBy(outside);

            assertThat(json(gateway.get(OF_ISSUER.getFirst()).body())
                            .path("issuer")
                            .asText())
                    .isEqualTo(outside);
            String token =
                    issuer.token(claims -> issuer.good("ana", 60).apply(claims).issuer(outside));
            assertThat(gateway.get("/mcp/servers", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/mcp/servers", "Authorization", "Bearer " + opaque(issuer, outside))
                            .statusCode())
                    .isEqualTo(200);
            String own = issuer.token(issuer.good("ana", 60));
            assertThat(gateway.get("/mcp/servers", "Authorization", "Bearer " + own)
                            .statusCode())
                    .as("what the inner address has issued under its own name")
                    .isEqualTo(401);
        }
    }

    private static String opaque(TokenIssuer issuer, String outside) {
        return issuer.opaque(
                "opaque", claims -> issuer.good("ana", 60).apply(claims).issuer(outside));
    }

    @Test
    void where_nobody_logs_in_there_is_nothing_to_find() {
        try (GatewayUnderTest gateway = GatewayUnderTest.with().start()) {
            for (String path : List.of(
                    OF_ISSUER.getFirst(),
                    OF_ISSUER.getLast(),
                    "/.well-known/oauth-protected-resource",
                    "/.well-known/oauth-protected-resource/mcp")) {
                assertThat(gateway.get(path).statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void the_metadata_of_a_resource_stand_between_its_host_and_its_path() {
        assertThat(resource("https://a.example").metadataAddress())
                .isEqualTo("https://a.example/.well-known/oauth-protected-resource");
        assertThat(resource("https://a.example:8443/x/mcp/").metadataAddress())
                .isEqualTo("https://a.example:8443/.well-known/oauth-protected-resource/x/mcp");
    }

    @Test
    void an_address_that_clients_cannot_use_is_refused_at_the_start() {
        for (String wrong :
                List.of("gateway", "/mcp", "ftp://a/mcp", "https://a/mcp#x", "https://a b/", "mailto:a@b")) {
            assertThatThrownBy(() -> resource(wrong))
                    .isInstanceOf(InvalidConfiguration.class)
                    .hasMessageContaining("MCP_RESOURCE_SERVER_URL=" + wrong);
        }
    }

    private static GatewayResource resource(String address) {
        return GatewayResource.of(new AuthProperties(
                true, false, "http://k", null, "r", null, "RS256", null, List.of(), address, null, false, List.of()));
    }

    private static GatewayUnderTest gateway(TokenIssuer issuer, String resource) {
        return GatewayUnderTest.with()
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.auth.resource", resource)
                .set("gateway.auth.required-scopes", "a b")
                .start();
    }
}
