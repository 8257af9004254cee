package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the realm of {@code keycloak/realm.json} gives to whom. */
class RealmIT {
    private static final KeycloakUnderTest KEYCLOAK = KeycloakUnderTest.shared();

    @Test
    void a_user_is_named_in_a_token_for_the_gateway() {
        JsonNode claims = KeycloakUnderTest.claims(KEYCLOAK.token("testuser", "testpass", "mcp:tools"));

        assertThat(claims.path("iss").asText()).isEqualTo(KEYCLOAK.issuer());
        // other tests of this Keycloak add the addresses of their gateways
        assertThat(texts(claims.path("aud")))
                .contains(KeycloakUnderTest.RESOURCE, "mcp-gateway")
                .doesNotContain("account", "github-mcp");
        assertThat(claims.path("preferred_username").asText()).isEqualTo("testuser");
        assertThat(texts(claims.path("groups"))).containsExactly("/analysts");
        assertThat(texts(claims.at("/realm_access/roles"))).contains("mcp-user").doesNotContain("gateway-admin");
        assertThat(claims.path("scope").asText().split(" ")).contains("mcp:tools");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isBetween(300L, 900L);
    }

    @Test
    void an_agent_calls_in_its_own_name() {
        JsonNode claims = KeycloakUnderTest.claims(KEYCLOAK.clientToken("mcp-agent", "mcp-agent-secret"));

        assertThat(texts(claims.path("aud"))).contains(KeycloakUnderTest.RESOURCE);
        assertThat(claims.path("azp").asText()).isEqualTo("mcp-agent");
        assertThat(claims.path("scope").asText().split(" "))
                .contains("mcp:tools", "mcp:read")
                .doesNotContain("mcp:admin");
    }

    @Test
    void the_gateway_gets_a_token_for_a_server_in_exchange_for_its_callers() {
        JsonNode answer = KEYCLOAK.ask(
                KeycloakUnderTest.basic("mcp-gateway", "mcp-gateway-secret"),
                Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token", KEYCLOAK.token("testuser", "testpass"),
                        "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                        "audience", "github-mcp",
                        "scope", "upstream-github"));

        JsonNode claims = KeycloakUnderTest.claims(answer.path("access_token").asText());
        assertThat(claims.path("aud").asText()).isEqualTo("github-mcp");
        assertThat(claims.path("preferred_username").asText()).isEqualTo("testuser");
    }

    @Test
    void a_client_that_registers_itself_cannot_have_the_scope_of_administrators() {
        JsonNode silent = KEYCLOAK.register(
                "{\"redirect_uris\":[\"http://127.0.0.1:7777/callback\"],\"token_endpoint_auth_method\":\"none\"}");
        JsonNode asking = KEYCLOAK.register("{\"redirect_uris\":[\"http://127.0.0.1:7777/callback\"],"
                + "\"token_endpoint_auth_method\":\"none\",\"scope\":\"mcp:tools mcp:admin\"}");

        assertThat(silent.path("client_id").asText()).isNotEmpty();
        assertThat(silent.path("scope").asText()).contains("mcp:tools").doesNotContain("mcp:admin");
        assertThat(asking.path("error").asText()).isEqualTo("insufficient_scope");
    }

    @Test
    void a_client_that_registers_itself_comes_back_to_this_machine_only() {
        JsonNode elsewhere = KEYCLOAK.register("{\"redirect_uris\":[\"https://evil.example/callback\"]}");

        assertThat(elsewhere.path("error").asText()).isEqualTo("insufficient_scope");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
