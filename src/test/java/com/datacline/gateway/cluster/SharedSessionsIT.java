package com.datacline.gateway.cluster;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.door.ClientSessions;
import com.datacline.gateway.fixture.AskingServer;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.datacline.gateway.security.TokenIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes and a real Redis: a legacy client's session is one, whichever node its requests come to. */
class SharedSessionsIT {
    private static final String ABLE = "{\"elicitation\":{}}";
    private static final String ASK =
            "{\"name\":\"a__ask\",\"arguments\":{\"questions\":[{\"method\":\"elicitation/create\","
                    + "\"params\":{\"message\":\"who?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}]}}";

    private static final String UPDATED =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\"," + "\"params\":{\"uri\":\"a://b\"}}";

    private static RedisUnderTest redis;
    private static TokenIssuer issuer;
    private static AskingServer server;
    private static GatewayUnderTest one;
    private static GatewayUnderTest two;

    @BeforeAll
    static void start() throws Exception {
        redis = RedisUnderTest.start();
        issuer = TokenIssuer.start("gateway");
        server = AskingServer.start();
        one = node("one");
        two = node("two");
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        two.close();
        server.close();
        issuer.close();
        redis.close();
    }

    @Test
    void what_one_node_opens_another_knows_and_what_one_ends_has_ended_at_the_other() throws Exception {
        int before = sessions();
        StreamClient atOne = client(one, "ana").initialize("2025-11-25", ABLE);
        StreamClient atTwo = client(two, "ana", "Mcp-Session-Id", atOne.sessionId());

        assertThat(atTwo.request(1, "ping", "{}").status()).isEqualTo(200);
        assertThat(sessions()).isEqualTo(before + 2);
        assertThat(atTwo.request(2, "logging/setLevel", "{\"level\":\"error\"}").status())
                .isEqualTo(200);
        assertThat(atTwo.send("DELETE", "").status()).isEqualTo(204);
        assertThat(atOne.request(3, "ping", "{}").status()).isEqualTo(404);
        eventually("both forget it", () -> sessions() == before);
    }

    @Test
    void at_no_node_anothers_session_exists() throws Exception {
        StreamClient ana = client(one, "ana").initialize("2025-11-25", ABLE);
        for (GatewayUnderTest node : new GatewayUnderTest[] {one, two}) {
            StreamClient bob = client(node, "bob", "Mcp-Session-Id", ana.sessionId());
            assertThat(bob.request(1, "ping", "{}").status()).isEqualTo(404);
            assertThat(bob.listen().status()).isEqualTo(404);
            assertThat(bob.send("DELETE", "").status()).isEqualTo(404);
        }
        assertThat(client(two, "ana", "Mcp-Session-Id", ana.sessionId())
                        .request(2, "ping", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_answer_and_a_cancellation_find_the_node_that_waits() throws Exception {
        StreamClient atOne = client(one, "ana").initialize("2025-11-25", ABLE);
        StreamClient atTwo = client(two, "ana", "Mcp-Session-Id", atOne.sessionId());

        Incoming call = atOne.request("asked", "tools/call", ASK);
        JsonNode question = call.message(0);
        assertThat(atTwo.post("{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id")
                                + ",\"result\":{\"action\":\"accept\"}}")
                        .status())
                .isEqualTo(202);
        assertThat(call.last().at("/result/content/0/text").asText()).contains("accept");

        Incoming hanging = atOne.request("hangs", "tools/call", "{\"name\":\"a__wait\",\"arguments\":{}}");
        assertThat(hanging.ended()).isFalse();
        atTwo.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"hangs\"}}");
        hanging.awaitEnd();
        assertThat(hanging.messages()).isEmpty();
    }

    @Test
    void a_client_that_listens_at_one_node_hears_what_is_for_it_at_the_other() throws Exception {
        StreamClient atOne = client(one, "ana").initialize("2025-11-25", ABLE);
        StreamClient atTwo = client(two, "ana", "Mcp-Session-Id", atOne.sessionId());
        try (Incoming stream = atTwo.listen()) {
            atOne.request(1, "resources/subscribe", "{\"uri\":\"a://b\"}").awaitEnd();
            server.say(UPDATED);

            assertThat(stream.message(0).path("method").asText()).isEqualTo("notifications/resources/updated");
            String last = stream.lines().stream()
                    .filter(line -> line.startsWith("id: "))
                    .reduce((a, b) -> b)
                    .orElseThrow();
            // it comes back at the other node and goes on where it was
            try (Incoming again = atOne.listen("Last-Event-ID", last.substring(4))) {
                stream.awaitEnd();
                server.say(UPDATED);
                again.message(0);
                assertThat(again.messages()).hasSize(1);
            }
        }
    }

    @Test
    void a_call_is_resumed_at_another_node_than_it_runs_at() throws Exception {
        StreamClient atOne = client(one, "ana").initialize("2025-11-25", ABLE);
        StreamClient atTwo = client(two, "ana", "Mcp-Session-Id", atOne.sessionId());
        Incoming call = atOne.request("asked", "tools/call", ASK);
        JsonNode question = call.message(0);
        String first = call.lines().stream()
                .filter(line -> line.startsWith("id: "))
                .findFirst()
                .orElseThrow();
        call.close();

        Incoming resumed = atTwo.listen("Last-Event-ID", first.substring(4));
        assertThat(resumed.message(0).path("id")).isEqualTo(question.path("id"));
        atTwo.post("{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id") + ",\"result\":{\"action\":\"accept\"}}");

        assertThat(resumed.last().at("/result/content/0/text").asText()).contains("accept");
        assertThat(atTwo.listen("Last-Event-ID", "nosuchnode.1-1").status()).isEqualTo(400);
    }

    /** Returns how many the nodes know, each for itself. */
    private static int sessions() {
        return one.bean(ClientSessions.class).size()
                + two.bean(ClientSessions.class).size();
    }

    private static GatewayUnderTest node(String name) {
        GatewayUnderTest node = GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.cluster.redis-url", redis.url())
                .set("gateway.cluster.node", name)
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .start();
        eventually("the catalogue is known", () -> node.get("/health").body().contains("\"status\":\"healthy\""));
        return node;
    }

    private static StreamClient client(GatewayUnderTest node, String user, String... more) throws JOSEException {
        String[] headers = new String[more.length + 2];
        System.arraycopy(more, 0, headers, 2, more.length);
        headers[0] = "Authorization";
        headers[1] = "Bearer "
                + issuer.token(claims -> claims.issuer(issuer.issuer())
                        .audience("http://localhost:8000/mcp")
                        .subject(user)
                        .claim("preferred_username", user)
                        .expirationTime(Date.from(Instant.now().plusSeconds(300))));
        return new StreamClient(node.url("/mcp"), headers);
    }
}
