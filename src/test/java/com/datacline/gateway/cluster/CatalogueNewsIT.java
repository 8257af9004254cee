package com.datacline.gateway.cluster;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One node asks its servers every half second, the other once an hour: what one learns the other asks for at once. */
class CatalogueNewsIT {

    @Test
    void a_changed_list_and_an_approval_reach_the_other_node() throws Exception {
        try (RedisUnderTest redis = RedisUnderTest.start();
                ScriptedServer server =
                        ScriptedServer.builder().tool(tool("first")).start();
                GatewayUnderTest quick = node(redis, server, "500ms");
                GatewayUnderTest slow = node(redis, server, "1h")) {
            assertThat(slow.toolNames()).contains("a__t");
            server.script(ScriptedTool.named("u"));
            eventually(
                    "the slow node shows the new tool", () -> slow.toolNames().contains("a__u"));

            server.script(tool("second"));
            eventually(
                    "both keep it away",
                    () -> !slow.toolNames().contains("a__t")
                            && !quick.toolNames().contains("a__t"));
            assertThat(slow.post("/mcp/server/a/tools/t/approve", "").statusCode())
                    .isEqualTo(200);
            eventually(
                    "both trust it",
                    () -> slow.toolNames().contains("a__t") && quick.toolNames().contains("a__t"));
        }
    }

    @Test
    void what_has_changed_while_redis_was_away_is_asked_for_when_it_is_back() throws Exception {
        try (RedisUnderTest redis = RedisUnderTest.start();
                ScriptedServer server = ScriptedServer.start();
                GatewayUnderTest quick = node(redis, server, "500ms");
                GatewayUnderTest slow = node(redis, server, "1h")) {
            assertThat(slow.toolNames()).contains("a__echo");
            // what each asks for once it hears of the others
            Thread.sleep(Duration.ofSeconds(2));
            redis.kill();
            server.script(ScriptedTool.named("u"));
            eventually("the quick node shows it", () -> quick.toolNames().contains("a__u"));
            assertThat(slow.toolNames()).doesNotContain("a__u");

            redis.open();

            eventually("the slow node does too", () -> slow.toolNames().contains("a__u"));
        }
    }

    private static ScriptedTool tool(String description) {
        return ScriptedTool.described(ScriptedTool.named("t").definition().put("description", description));
    }

    private static GatewayUnderTest node(RedisUnderTest redis, ScriptedServer server, String refresh) {
        return GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.cluster.redis-url", redis.url())
                .set("gateway.catalogue.refresh", refresh)
                .set("gateway.catalogue.pin-tools", "true")
                .start();
    }
}
