package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Callers on parallel threads never swap, although each call goes on on threads of its own. */
class ParallelCallersTest {
    private static final int CALLS = 400;
    private static final int USERS = 23;

    @Test
    void every_leg_of_every_broadcast_is_recorded_for_the_user_who_called() throws Exception {
        try (TokenIssuer issuer = TokenIssuer.start("gateway");
                ScriptedServer one = ScriptedServer.start();
                ScriptedServer two = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("one", one.url())
                        .server("two", two.url())
                        .set("gateway.auth.enabled", "true")
                        .set("gateway.auth.host", "127.0.0.1")
                        .set("gateway.auth.keycloak-url", issuer.base())
                        .set("gateway.auth.realm", "gateway")
                        .start();
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<String> tokens = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                tokens.add(issuer.token(issuer.good("user-" + user, 300)));
            }
            eventually("the catalogue is known", () -> gateway.get(
                            "/health", "Authorization", "Bearer " + tokens.getFirst())
                    .body()
                    .contains("\"status\":\"up\""));
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                String token = tokens.get(call % USERS);
                String body = "{\"jsonrpc\":\"2.0\",\"id\":" + call + ",\"method\":\"tools/call\",\"params\":{\"name\":"
                        + "\"broadcast__echo\",\"arguments\":{\"arguments\":{\"message\":\"of user-" + call % USERS
                        + "!\"}}}}";
                answers.add(threads.submit(() -> gateway.send(
                        "POST", "/mcp", body, "Content-Type", "application/json", "Authorization", "Bearer " + token)));
            }
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }

            List<JsonNode> calls = gateway.journal().stream()
                    .filter(record -> record.path("parameters").toString().contains("of user-"))
                    .toList();
            assertThat(calls).hasSize(3 * CALLS).allSatisfy(record -> assertThat(
                            record.path("parameters").toString())
                    .contains("of " + record.path("user").asText() + "!"));
        }
    }
}
