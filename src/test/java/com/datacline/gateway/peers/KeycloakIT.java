package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.process.GatewayProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the gateway lets in with tokens of a real Keycloak. */
class KeycloakIT {
    private static final KeycloakUnderTest KEYCLOAK = KeycloakUnderTest.shared();

    private static ScriptedServer server;
    private static HttpServer keys;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        server = ScriptedServer.start();
        keys = keysOfKeycloak();
        gateway = GatewayProcess.with()
                .server("one", server.url())
                .set("AUTH_ENABLED", "true")
                .set("HOST", "127.0.0.1")
                .set("KEYCLOAK_URL", KEYCLOAK.base())
                .set("MCP_RESOURCE_SERVER_URL", KeycloakUnderTest.RESOURCE)
                .set("JWKS_URL", "http://127.0.0.1:" + keys.getAddress().getPort() + "/")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        keys.stop(0);
        server.close();
    }

    @BeforeEach
    void forget() {
        server.forget();
    }

    @Test
    void a_user_calls_a_tool_over_both_doors_and_the_journal_names_the_user() throws Exception {
        String token = KEYCLOAK.token("testuser", "testpass", "mcp:tools");

        assertThat(rest(token).statusCode()).isEqualTo(200);
        assertThat(lastUser()).isEqualTo("testuser");
        assertThat(echoed(mcp(token))).isEqualTo("over mcp");
        assertThat(lastUser()).isEqualTo("testuser");
        assertThat(server.requests("tools/call")).hasSize(2);
    }

    @Test
    void an_agent_calls_a_tool_over_both_doors_and_the_journal_names_the_agent() throws Exception {
        String token = KEYCLOAK.clientToken("mcp-agent", "mcp-agent-secret");

        assertThat(rest(token).statusCode()).isEqualTo(200);
        assertThat(lastUser()).isEqualTo("service-account-mcp-agent");
        assertThat(echoed(mcp(token))).isEqualTo("over mcp");
        assertThat(lastUser()).isEqualTo("service-account-mcp-agent");
    }

    @Test
    void a_token_for_another_service_is_refused() throws Exception {
        JsonNode exchanged = KEYCLOAK.ask(
                KeycloakUnderTest.basic("mcp-gateway", "mcp-gateway-secret"),
                Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token", KEYCLOAK.token("testuser", "testpass"),
                        "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                        "audience", "github-mcp",
                        "scope", "upstream-github"));

        assertRefused(exchanged.path("access_token").asText());
    }

    @Test
    void a_token_that_has_ended_is_refused() throws Exception {
        KEYCLOAK.administer("POST", "/clients", """
                {"clientId": "short", "publicClient": true, "directAccessGrantsEnabled": true,
                 "attributes": {"access.token.lifespan": "2"}}""");
        JsonNode answer = KEYCLOAK.ask(
                "",
                Map.of(
                        "grant_type", "password",
                        "client_id", "short",
                        "username", "testuser",
                        "password", "testpass"));
        String token = answer.path("access_token").asText();
        JsonNode claims = KeycloakUnderTest.claims(token);
        assertThat(claims.path("aud").toString()).contains(KeycloakUnderTest.RESOURCE);
        long left = claims.path("exp").asLong() * 1000 - Instant.now().toEpochMilli();
        Thread.sleep(Math.max(0, left) + 50);

        assertRefused(token);
    }

    @Test
    void a_user_who_logs_in_while_the_keys_cannot_be_fetched_is_let_in_by_the_known_ones() throws Exception {
        assertThat(rest(KEYCLOAK.token("testuser", "testpass")).statusCode()).isEqualTo(200);

        keys.stop(0);

        assertThat(rest(KEYCLOAK.token("admin", "admin123")).statusCode()).isEqualTo(200);
        assertThat(lastUser()).isEqualTo("admin");
    }

    @Test
    void a_client_finds_out_where_to_log_in() throws Exception {
        HttpResponse<String> refused = gateway.send("POST", "/mcp", "{}");
        JsonNode resource = json(
                gateway.send("GET", "/.well-known/oauth-protected-resource", "").body());
        JsonNode issuer = json(gateway.send("GET", "/.well-known/oauth-authorization-server", "")
                .body());

        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("resource_metadata=\"http://localhost:8000/.well-known/oauth-protected-resource/mcp\"");
        assertThat(resource.path("resource").asText()).isEqualTo(KeycloakUnderTest.RESOURCE);
        assertThat(resource.path("authorization_servers").toString()).isEqualTo("[\"" + KEYCLOAK.issuer() + "\"]");
        assertThat(issuer.path("issuer").asText()).isEqualTo(KEYCLOAK.issuer());
        assertThat(issuer.path("code_challenge_methods_supported").toString()).contains("S256");
    }

    private static void assertRefused(String token) throws Exception {
        HttpResponse<String> refused = rest(token);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer ")
                .contains("error=\"invalid_token\"");
        assertThat(mcp(token).statusCode()).isEqualTo(401);
        assertThat(server.requests("tools/call")).isEmpty();
    }

    private static HttpResponse<String> rest(String token) throws Exception {
        return gateway.send(
                "POST",
                "/mcp/invoke?mcp_server=one",
                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"over rest\"}}",
                "Authorization",
                "Bearer " + token);
    }

    private static HttpResponse<String> mcp(String token) throws Exception {
        return gateway.send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                        + "\"params\":{\"name\":\"one__echo\",\"arguments\":{\"message\":\"over mcp\"}}}",
                "Authorization",
                "Bearer " + token);
    }

    private static String echoed(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).at("/result/content/0/text").asText();
    }

    private static String lastUser() {
        return gateway.journal().getLast().path("user").asText();
    }

    /** Hands Keycloak's keys on, until it is stopped: to the gateway that is Keycloak being away. */
    private static HttpServer keysOfKeycloak() throws IOException {
        byte[] document;
        try (var stream = URI.create(KEYCLOAK.issuer() + "/protocol/openid-connect/certs")
                .toURL()
                .openStream()) {
            document = stream.readAllBytes();
        }
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, document.length);
                exchange.getResponseBody().write(document);
            }
        });
        http.start();
        return http;
    }
}
