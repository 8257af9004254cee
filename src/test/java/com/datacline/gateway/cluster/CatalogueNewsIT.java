package com.datacline.gateway.cluster;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
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
