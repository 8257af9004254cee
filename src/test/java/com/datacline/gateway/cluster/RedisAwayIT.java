package com.datacline.gateway.cluster;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.StreamClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What two nodes count together, and what becomes of them while Redis is away. */
class RedisAwayIT {
    private static final String LIMITS = """
            limits:
              - {name: six, condition: {mcp_server: a}, requests: 6, within: 1h}
            default: allow
            """;

    @Test
    void a_limit_holds_over_all_nodes_and_without_redis_for_each() throws Exception {
        try (RedisUnderTest redis = RedisUnderTest.start();
                ScriptedServer server = ScriptedServer.start();
                GatewayUnderTest one = node(redis, server, "one");
                GatewayUnderTest two = node(redis, server, "two")) {
            assertThat(answered(one, 4) + answered(two, 4)).isEqualTo(6);

            StreamClient legacy = new StreamClient(one.url("/mcp")).initialize("2025-11-25", "{}");
            redis.kill();

            // a modern client needs no session
            assertThat(answered(one, 8)).isEqualTo(6);
            assertThat(answered(two, 8)).isEqualTo(6);
            StreamClient.Incoming refused = legacy.request(1, "ping", "{}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.message(0).at("/error/code").asInt()).isEqualTo(-32019);
            assertThat(refused.message(0).path("id").asInt()).isEqualTo(1);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(legacy.listen().status()).isEqualTo(503);
            assertThat(legacy.send("DELETE", "").status()).isEqualTo(503);
            JsonNode health = GatewayUnderTest.json(one.get("/health").body());
            assertThat(health.path("status").asText()).isEqualTo("degraded");
            assertThat(health.at("/redis/status").asText()).isEqualTo("down");
            assertThat(health.path("node").asText()).isEqualTo("one");
            assertThat(health.toString()).doesNotContain(RedisUnderTest.PASSWORD, "word-of-redis");

            redis.open();
            for (GatewayUnderTest node : List.of(one, two)) {
                eventually("it mends itself", () -> node.get("/health").body().contains("\"status\":\"healthy\""));
            }
            // it came back empty
            eventually(
                    "the session is gone", () -> legacy.request(2, "ping", "{}").status() == 404);
            StreamClient again = new StreamClient(two.url("/mcp")).initialize("2025-11-25", "{}");
            assertThat(new StreamClient(one.url("/mcp"), "Mcp-Session-Id", again.sessionId())
                            .request(3, "ping", "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(answered(one, 4) + answered(two, 4)).isEqualTo(6);
        }
    }

    @Test
    void a_gateway_starts_while_redis_is_away() throws Exception {
        try (RedisUnderTest redis = RedisUnderTest.start();
                ScriptedServer server = ScriptedServer.start()) {
            redis.kill();
            try (GatewayUnderTest one = node(redis, server, "one")) {
                assertThat(answered(one, 1)).isEqualTo(1);
                redis.open();
                eventually("it is found", () -> one.get("/health").body().contains("\"redis\":{\"status\":\"up\"}"));
                new StreamClient(one.url("/mcp")).initialize("2025-11-25", "{}");
            }
        }
    }

    /** Returns how many of so many calls were answered; the others were refused by the limit. */
    private static int answered(GatewayUnderTest node, int calls) {
        return (int) IntStream.range(0, calls)
                .filter(i -> {
                    JsonNode answer = node.call("a__echo", "{\"message\":\"m\"}");
                    boolean refused = answer.at("/error/code").asInt() == -32015;
                    assertThat(refused || answer.has("result"))
                            .as(answer.toString())
                            .isTrue();
                    return !refused;
                })
                .count();
    }

    private static GatewayUnderTest node(RedisUnderTest redis, ScriptedServer server, String name) throws Exception {
        Path policy = Files.writeString(Files.createTempFile("policy", ".yaml"), LIMITS);
        return GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.policy.file", policy.toString())
                .set("gateway.cluster.redis-url", redis.url())
                .set("gateway.cluster.node", name)
                .start();
    }
}
