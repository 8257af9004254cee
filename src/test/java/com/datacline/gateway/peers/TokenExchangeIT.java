package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.GuardedServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that takes nothing but tokens of the real Keycloak for itself, and callers that Keycloak lets in there or not. */
class TokenExchangeIT {
    private static final KeycloakUnderTest KEYCLOAK = KeycloakUnderTest.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static GuardedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        letIn("github-user", "testuser", "service-account-mcp-gateway");
        DefaultJWTProcessor<SecurityContext> tokens = tokens();
        server = GuardedServer.start();
        server.take(authorization -> {
            try {
                tokens.process(authorization.replaceFirst("^Bearer ", ""), null);
                return true;
            } catch (Exception e) {
                return false;
            }
        });
        gateway = GatewayUnderTest.with()
                .server(
                        "github",
                        server.url(),
                        "auth: {method: oauth2, grant: token_exchange, issuer: \"" + KEYCLOAK.issuer()
                                + "\", client_id: mcp-gateway, client_secret_ref: \"env://GATEWAY_SECRET\","
                                + " audience: github-mcp, scopes: [upstream-github]}")
                .set("GATEWAY_SECRET", "mcp-gateway-secret")
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", KEYCLOAK.base())
                .set("gateway.catalogue.refresh", "10m")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @BeforeEach
    void forget() {
        server.shown().clear();
    }

    @Test
    void a_server_sees_the_user_and_twenty_calls_cost_one_exchange() throws Exception {
        String own = KEYCLOAK.token("testuser", "testpass");
        List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> call(own));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> each : many.invokeAll(calls)) {
                statuses.add(each.get().statusCode());
            }
        }

        assertThat(statuses).hasSize(20).containsOnly(200);
        // Each exchange makes a new token, so one token is one exchange.
        assertThat(server.shownByCalls()).hasSize(20);
        assertThat(server.shownByCalls().stream().distinct()).hasSize(1);
        JsonNode claims = KeycloakUnderTest.claims(server.shownByCalls().getFirst());
        assertThat(claims.path("preferred_username").asText()).isEqualTo("testuser");
        assertThat(claims.path("aud").asText()).isEqualTo("github-mcp");
        assertThat(claims.path("azp").asText()).isEqualTo("mcp-gateway");
        assertThat(server.shown().toString()).doesNotContain(own);
    }

    @Test
    void a_caller_who_has_no_right_there_is_told_so_and_reaches_nobody() {
        HttpResponse<String> answer = call(KEYCLOAK.token("admin", "admin123"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .contains(
                        "credential_unavailable", KEYCLOAK.issuer() + " gives this caller no token for server github");
        assertThat(server.shown()).isEmpty();
    }

    @Test
    void the_list_of_tools_is_fetched_as_the_client_itself() {
        GatewayUnderTest.eventually("the catalogue knows the tool", () -> gateway.get(
                        "/health", "Authorization", "Bearer " + KEYCLOAK.token("testuser", "testpass"))
                .body()
                .contains("\"status\":\"up\",\"tools\":1"));
    }

    private static HttpResponse<String> call(String token) {
        return gateway.send(
                "POST",
                "/mcp/invoke?mcp_server=github",
                "{\"tool_name\":\"echo\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    private static DefaultJWTProcessor<SecurityContext> tokens() throws Exception {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        URI.create(KEYCLOAK.issuer() + "/protocol/openid-connect/certs")
                                .toURL(),
                        (url) -> {
                            HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url.toString())));
                            return new com.nimbusds.jose.util.Resource(answer.body(), "application/json");
                        })
                .build();
        DefaultJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();
        tokens.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        tokens.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                "github-mcp",
                new com.nimbusds.jwt.JWTClaimsSet.Builder()
                        .issuer(KEYCLOAK.issuer())
                        .build(),
                Set.of("exp", "sub")));
        return tokens;
    }

    /** Gives the scope of the server to those only who have a role, and the role to some users. */
    private static void letIn(String role, String... users) {
        admin("POST", "/roles", "{\"name\":\"" + role + "\"}");
        String roles = "[" + admin("GET", "/roles/" + role, "") + "]";
        for (JsonNode scope : admin("GET", "/client-scopes", "")) {
            if (scope.path("name").asText().equals("upstream-github")) {
                admin("POST", "/client-scopes/" + scope.path("id").asText() + "/scope-mappings/realm", roles);
            }
        }
        for (String user : users) {
            String id = admin("GET", "/users?exact=true&username=" + user, "")
                    .path(0)
                    .path("id")
                    .asText();
            admin("POST", "/users/" + id + "/role-mappings/realm", roles);
        }
    }

    private static JsonNode admin(String method, String path, String body) {
        String form = "grant_type=password&client_id=admin-cli&username=admin&password="
                + URLEncoder.encode("admin", StandardCharsets.UTF_8);
        HttpResponse<String> login = send(
                HttpRequest.newBuilder(URI.create(KEYCLOAK.base() + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(URI.create(KEYCLOAK.base() + "/admin/realms/" + KeycloakUnderTest.REALM + path))
                        .header(
                                "Authorization",
                                "Bearer "
                                        + GatewayUnderTest.json(login.body())
                                                .path("access_token")
                                                .asText())
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode())
                .as(method + " " + path + " " + answer.body())
                .isLessThan(300);
        return GatewayUnderTest.json(answer.body().isEmpty() ? "{}" : answer.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
