package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.AskingServer;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A session id and a request state are names and no rights: they are worth something to their owner only. */
class SessionOwnerTest {
    private static final String ABLE = "{\"elicitation\":{}}";
    private static final String ASK =
            "{\"name\":\"a__ask\",\"arguments\":{\"questions\":[{\"method\":\"elicitation/create\","
                    + "\"params\":{\"message\":\"who?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}]}";

    private static TokenIssuer issuer;
    private static AskingServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        server = AskingServer.start();
        gateway = GatewayUnderTest.with()
                .server("a", server.url())
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

    @Test
    void anothers_session_does_not_exist_whatever_is_done_with_it() throws Exception {
        StreamClient ana = as("ana").initialize("2025-11-25", ABLE);
        StreamClient bob = as("bob", "Mcp-Session-Id", ana.sessionId());

        assertThat(bob.request(1, "ping", "{}").status()).isEqualTo(404);
        assertThat(bob.listen().status()).isEqualTo(404);
        assertThat(bob.listen("Last-Event-ID", "0-0").status()).isEqualTo(404);
        assertThat(bob.send("DELETE", "").status()).isEqualTo(404);
        assertThat(bob.request(2, "logging/setLevel", "{\"level\":\"error\"}").status())
                .isEqualTo(404);
        assertThat(ana.request(3, "ping", "{}").status()).isEqualTo(200);
    }

    @Test
    void another_can_neither_answer_nor_cancel_nor_read_what_is_under_way() throws Exception {
        StreamClient ana = as("ana").initialize("2025-11-25", ABLE);
        StreamClient bob = as("bob", "Mcp-Session-Id", ana.sessionId());
        StreamClient bobsOwn = as("bob").initialize("2025-11-25", ABLE);
        Incoming call = ana.request("one", "tools/call", ASK + "}");
        JsonNode question = call.message(0);
        String cancel =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"one\"}}";

        assertThat(bob.post(answer(question, "decline")).status()).isEqualTo(404);
        assertThat(bob.post(cancel).status()).isEqualTo(404);
        assertThat(bobsOwn.post(answer(question, "decline")).status()).isEqualTo(202);
        assertThat(bobsOwn.post(cancel).status()).isEqualTo(202);
        assertThat(bob.listen("Last-Event-ID", call.lines().getFirst().substring(4))
                        .status())
                .isEqualTo(404);
        ana.post(answer(question, "accept"));

        assertThat(call.last().at("/result/content/0/text").asText()).contains("accept");
    }

    @Test
    void a_living_session_does_not_spare_a_token() throws Exception {
        StreamClient ana = as("ana").initialize("2025-11-25", ABLE);

        for (String[] headers : new String[][] {
            {"Mcp-Session-Id", ana.sessionId()},
            {"Mcp-Session-Id", ana.sessionId(), "Authorization", "Bearer " + token("ana", -300)}
        }) {
            StreamClient late = new StreamClient(gateway.url("/mcp"), headers);
            assertThat(late.request(1, "ping", "{}").status()).isEqualTo(401);
            assertThat(late.listen().status()).isEqualTo(401);
            assertThat(late.send("DELETE", "").status()).isEqualTo(401);
        }
        StreamClient renewed = as("ana", "Mcp-Session-Id", ana.sessionId());
        assertThat(renewed.request(2, "ping", "{}").status()).isEqualTo(200);
    }

    @Test
    void a_request_state_is_worthless_to_another_and_still_good_for_its_owner() throws Exception {
        JsonNode asked = as("ana").modern(1, "tools/call", ASK + "}", ABLE).last();
        String retry = ASK + ",\"requestState\":" + asked.at("/result/requestState")
                + ",\"inputResponses\":{\"input_1\":{\"action\":\"accept\"}}}";

        JsonNode stolen = as("bob").modern(2, "tools/call", retry, ABLE).last();
        JsonNode own = as("ana").modern(3, "tools/call", retry, ABLE).last();

        assertThat(asked.at("/result/resultType").asText()).isEqualTo("input_required");
        assertThat(stolen.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(own.at("/result/content/0/text").asText()).contains("accept");
    }

    private static String answer(JsonNode question, String action) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id") + ",\"result\":{\"action\":\"" + action + "\"}}";
    }

    private static StreamClient as(String user, String... more) throws JOSEException {
        String[] headers = new String[more.length + 2];
        System.arraycopy(more, 0, headers, 2, more.length);
        headers[0] = "Authorization";
        headers[1] = "Bearer " + token(user, 300);
        return new StreamClient(gateway.url("/mcp"), headers);
    }

    private static String token(String user, int seconds) throws JOSEException {
        return issuer.token(claims -> claims.issuer(issuer.issuer())
                .audience("http://localhost:8000/mcp")
                .subject(user)
                .claim("preferred_username", user)
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds))));
    }
}
