package com.datacline.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.GuardedServer;
import com.nimbusds.jose.JOSEException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A server that knows the gateway's callers by tokens of its own issuer, and a login that not everybody may begin. */
@ExtendWith(OutputCaptureExtension.class)
class TokenExchangeTest {
    private static TokenIssuer realm;
    private static ExchangingIssuer issuer;
    private static GuardedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        realm = TokenIssuer.start("gateway");
        issuer = new ExchangingIssuer();
        server = GuardedServer.start();
        gateway = gateway(true);
    }

    private static GatewayUnderTest gateway(boolean authenticated) {
        return GatewayUnderTest.with()
                .server(
                        "wiki",
                        server.url(),
                        "auth: {method: oauth2, grant: token_exchange, client_id: gateway, audience: wiki, scopes: [read],"
                                + " issuer: \"" + issuer.issuer() + "\", client_secret_ref: \"env://CLIENT_SECRET\"}")
                .server("person", server.url(), "auth: {method: oauth2}")
                .set("CLIENT_SECRET", "the-s3cret-of-the-client")
                .set("gateway.catalogue.refresh", "10m")
                .set("gateway.catalogue.retry", "10m")
                .set("gateway.auth.enabled", "" + authenticated)
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", realm.base())
                .set("gateway.auth.realm", "gateway")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        issuer.close();
        realm.close();
    }

    @BeforeEach
    void forget() {
        server.take(authorization -> true);
        server.shown().clear();
        issuer.asked.clear();
        issuer.refused.clear();
        issuer.lifetime = 300;
        issuer.echo = false;
    }

    @Test
    void a_server_sees_each_caller_by_a_token_of_its_own_and_never_the_callers(CapturedOutput output) throws Exception {
        String ana = token("ana-1");
        String bob = token("bob-1");
        List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> call(ana));
            calls.add(() -> call(bob));
        }

        assertThat(together(calls)).containsOnly(200);

        assertThat(issuer.exchanges()).as("one for each caller").isEqualTo(2);
        assertThat(server.shownByCalls().stream().distinct())
                .hasSize(2)
                .anySatisfy(shown -> assertThat(shown).startsWith("Bearer for-ana-1-"))
                .anySatisfy(shown -> assertThat(shown).startsWith("Bearer for-bob-1-"));
        assertThat(server.shown().toString() + output + gateway.journal()).doesNotContain(ana, bob, "s3cret");
        assertThat(output + gateway.journal().toString()).doesNotContain("for-ana-1-", "for-bob-1-");
    }

    @Test
    void the_issuer_is_asked_as_rfc_8693_has_it() throws Exception {
        String own = token("ana-2");
        call(own);

        assertThat(issuer.asked).singleElement().satisfies(form -> {
            assertThat(form.get("grant_type")).containsExactly("urn:ietf:params:oauth:grant-type:token-exchange");
            assertThat(form.get("subject_token")).containsExactly(own);
            assertThat(form.get("subject_token_type")).containsExactly("urn:ietf:params:oauth:token-type:access_token");
            assertThat(form.get("audience")).containsExactly("wiki");
            assertThat(form.get("scope")).containsExactly("read");
            assertThat(form).doesNotContainKeys("resource", "actor_token");
        });
    }

    @Test
    void a_caller_whom_the_issuer_refuses_fails_alone_and_nothing_takes_the_tokens_place() throws Exception {
        issuer.refused.add("eve");

        HttpResponse<String> refused = call(token("eve"));

        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body())
                .contains(
                        "credential_unavailable",
                        "gives this caller no token for server wiki: access_denied (not for eve)");
        assertThat(server.shown()).isEmpty();
        assertThat(issuer.asked).hasSize(1);
        assertThat(call(token("ana-3")).statusCode()).isEqualTo(200);
    }

    @Test
    void a_token_that_the_server_refuses_is_exchanged_anew_once() throws Exception {
        String own = token("ana-4");
        assertThat(call(own).statusCode()).isEqualTo(200);
        String first = server.shownByCalls().getLast();
        server.take(authorization -> !authorization.equals(first));

        assertThat(call(own).statusCode()).isEqualTo(200);
        assertThat(issuer.exchanges()).isEqualTo(2);

        server.take(authorization -> false);
        server.shown().clear();
        assertThat(call(own).statusCode()).isEqualTo(502);
        assertThat(issuer.exchanges()).as("one more, and no more").isEqualTo(3);
        assertThat(server.shown()).hasSize(2);
    }

    @Test
    void a_token_is_not_used_up_to_its_end_nor_beyond_the_callers_own() throws Exception {
        String own = token("ana-5");
        issuer.lifetime = 1;
        call(own);
        Thread.sleep(1_100);
        call(own);
        assertThat(issuer.exchanges()).isEqualTo(2);

        issuer.lifetime = 3600;
        String brief = token("ana-6", 10);
        call(brief);
        long before = issuer.exchanges();
        Thread.sleep(8_300);
        call(brief);
        assertThat(issuer.exchanges()).isEqualTo(before + 1);
    }

    @Test
    void a_session_belongs_to_the_caller_and_outlives_the_callers_token() throws Exception {
        call(token("ana-7"));
        call(token("ana-7"));
        call(token("bob-7"));

        List<GuardedServer.Shown> calls = server.shown().stream()
                .filter(one -> one.method().equals("tools/call"))
                .toList();
        assertThat(calls).hasSize(3);
        assertThat(calls.get(0).session()).isNotEmpty().isEqualTo(calls.get(1).session());
        assertThat(calls.get(2).session()).isNotEqualTo(calls.get(0).session());
        assertThat(calls).extracting(GuardedServer.Shown::authorization).doesNotHaveDuplicates();
    }

    @Test
    void an_issuer_that_gives_the_callers_own_token_back_is_not_believed() throws Exception {
        issuer.echo = true;

        assertThat(call(token("ana-8")).body()).contains("gave the caller's own token back");
        assertThat(server.shown()).isEmpty();
    }

    @Test
    void the_gateways_own_errands_are_its_clients_and_without_authentication_nobody_calls() {
        issuer.asked.clear();
        try (GatewayUnderTest open = gateway(false)) {
            GatewayUnderTest.eventually("the list is asked for", () -> server.shown().stream()
                    .anyMatch(one -> one.method().equals("tools/list")));
            HttpResponse<String> answer = open.post("/mcp/invoke?mcp_server=wiki", "{\"tool_name\":\"echo\"}");

            assertThat(server.shown())
                    .filteredOn(one -> one.method().equals("tools/list")
                            && !one.authorization().isEmpty())
                    .allSatisfy(one -> assertThat(one.authorization()).startsWith("Bearer for-client-"));
            assertThat(answer.body()).contains("credential_unavailable", "it needs AUTH_ENABLED=true");
            assertThat(server.shownByCalls()).isEmpty();
            assertThat(issuer.exchanges()).isZero();
        }
    }

    @Test
    void where_the_client_itself_gets_no_token_the_list_is_asked_for_without_one() {
        issuer.clientCredentials = false;
        try (GatewayUnderTest open = gateway(false)) {
            GatewayUnderTest.eventually(
                    "the list is known", () -> open.toolNames().contains("wiki__echo"));
            assertThat(server.shown()).isNotEmpty().allSatisfy(one -> assertThat(one.authorization())
                    .isEmpty());
        } finally {
            issuer.clientCredentials = true;
        }
    }

    @Test
    void a_login_is_begun_by_administrators_only() throws Exception {
        String path = "/oauth/servers/person/login";
        String user = token("ana-9");
        String admin = realm.token(claims ->
                claims(claims, "root", 300).claim("realm_access", java.util.Map.of("roles", List.of("gateway-admin"))));

        HttpResponse<String> refused = gateway.get(path, "Authorization", "Bearer " + user);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"denied\"", "role gateway-admin");
        assertThat(server.shown()).as("the server is not even asked").isEmpty();
        assertThat(gateway.journal().getLast().path("user").asText()).isEqualTo("ana-9");
        assertThat(gateway.get(path, "Authorization", "Bearer " + admin).statusCode())
                .isEqualTo(502);
        assertThat(server.shown()).isNotEmpty();
    }

    private static List<Integer> together(List<Callable<HttpResponse<String>>> calls) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> each : many.invokeAll(calls)) {
                statuses.add(each.get().statusCode());
            }
        }
        return statuses;
    }

    private static HttpResponse<String> call(String token) {
        return gateway.send(
                "POST",
                "/mcp/invoke?mcp_server=wiki",
                "{\"tool_name\":\"echo\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    private static String token(String user) throws JOSEException {
        return token(user, 300);
    }

    private static String token(String user, int seconds) throws JOSEException {
        return realm.token(claims -> claims(claims, user, seconds));
    }

    private static com.nimbusds.jwt.JWTClaimsSet.Builder claims(
            com.nimbusds.jwt.JWTClaimsSet.Builder claims, String user, int seconds) {
        return claims.issuer(realm.issuer())
                .audience("http://localhost:8000/mcp")
                .subject(user)
                .jwtID(UUID.randomUUID().toString())
                .claim("preferred_username", user)
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)));
    }
}
