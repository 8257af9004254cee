package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.LiveObjects;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastTest {
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 100})
    void all_legs_run_at_once(int legs) {
        Map<String, ScriptedServer> servers = new LinkedHashMap<>();
        for (int i = 0; i < legs; i++) {
            servers.put("s" + i, slow(Duration.ofMillis(200)));
        }
        GatewayUnderTest gateway = gateway(servers);
        gateway.call("broadcast__search", "{}"); // opens connections and sessions

        long best = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3; attempt++) {
            long begin = System.nanoTime();
            JsonNode result = gateway.call("broadcast__search", "{}").path("result");
            best = Math.min(best, (System.nanoTime() - begin) / 1_000_000);
            assertThat(result.path("structuredContent").path("successful").asInt())
                    .isEqualTo(legs);
        }

        // One after another they would take 200 ms each; the best of three tells the gateway from a busy machine.
        assertThat(best).isBetween(200L, Math.min(500L, 130L * legs));
    }

    @Test
    void a_leg_that_fails_or_hangs_is_an_entry_and_delays_nobody() {
        Map<String, ScriptedServer> servers = new LinkedHashMap<>();
        servers.put("good", slow(Duration.ZERO));
        servers.put("hangs", slow(Duration.ofMinutes(5)));
        servers.put("breaks", slow(Duration.ZERO));
        servers.put("babbles", slow(Duration.ZERO));
        GatewayUnderTest gateway = gateway(servers);
        servers.get("breaks").failing("tools/call", Misbehaviour.DROP_MID_BODY);
        servers.get("babbles").failing("tools/call", Misbehaviour.HTML);

        JsonNode result = gateway.call("broadcast__search", "{\"timeout\":0.5}")
                .path("result")
                .path("structuredContent");

        assertThat(result.at("/servers/good/status").asText()).isEqualTo("success");
        assertThat(result.at("/servers/good/result/content/0/text").asText()).isEqualTo("found");
        assertThat(result.at("/servers/hangs/status").asText()).isEqualTo("timeout");
        assertThat(result.at("/servers/breaks/status").asText()).isEqualTo("error");
        assertThat(result.at("/servers/babbles/error").asText()).contains("text/html");
        assertThat(result.path("execution_time_ms").asLong()).isBetween(450L, 2_000L);
        GatewayUnderTest.eventually(
                "the hanging request is given up", () -> servers.get("hangs").abortedConnections() > 0);
    }

    @Test
    void nothing_waits_for_a_broadcast_that_is_over() {
        Map<String, ScriptedServer> servers = new LinkedHashMap<>();
        servers.put("one", slow(Duration.ZERO));
        servers.put("two", slow(Duration.ZERO));
        GatewayUnderTest gateway = gateway(servers);
        gateway.call("broadcast__search", "{}");
        int before = alarms();

        for (int call = 0; call < 100; call++) {
            gateway.call("broadcast__search", "{}");
        }

        assertThat(alarms()).isLessThan(before + 20);
    }

    /** Returns how many tasks are set for later in this process. */
    private static int alarms() {
        return LiveObjects.count("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask");
    }

    @Test
    void the_first_success_wins_and_the_others_are_cancelled() {
        Map<String, ScriptedServer> servers = new LinkedHashMap<>();
        servers.put("fast", slow(Duration.ofMillis(300)));
        servers.put("slow", slow(Duration.ofMinutes(5)));
        GatewayUnderTest gateway = gateway(servers);

        JsonNode result = gateway.call("broadcast__search", "{\"first\":true}")
                .path("result")
                .path("structuredContent");

        assertThat(result.at("/servers/fast/status").asText()).isEqualTo("success");
        assertThat(result.at("/servers/slow/status").asText()).isEqualTo("cancelled");
        assertThat(result.path("execution_time_ms").asLong()).isLessThan(2_000);
        GatewayUnderTest.eventually(
                "the slow request is given up", () -> servers.get("slow").abortedConnections() > 0);
    }

    @Test
    void a_quorum_of_successes_is_enough() {
        Map<String, ScriptedServer> servers = new LinkedHashMap<>();
        servers.put("a", slow(Duration.ofMillis(300)));
        servers.put("b", slow(Duration.ofMillis(300)));
        servers.put("slow", slow(Duration.ofMinutes(5)));
        GatewayUnderTest gateway = gateway(servers);

        JsonNode result = gateway.call("broadcast__search", "{\"min_results\":2}")
                .path("result")
                .path("structuredContent");

        assertThat(result.path("successful").asInt()).isEqualTo(2);
        assertThat(result.at("/servers/slow/status").asText()).isEqualTo("cancelled");
        assertThat(result.path("execution_time_ms").asLong()).isBetween(300L, 3_000L);
    }

    @Test
    void a_broadcast_leaves_one_record_and_one_for_each_leg() {
        Map<String, ScriptedServer> servers = new LinkedHashMap<>();
        servers.put("a", slow(Duration.ZERO));
        servers.put("b", slow(Duration.ZERO));
        GatewayUnderTest gateway = gateway(servers);

        gateway.call("broadcast__search", "{\"servers\":[\"a\",\"b\",\"nope\"]}");

        List<JsonNode> records = gateway.journal();
        JsonNode whole = records.getLast();
        assertThat(records).hasSize(3);
        assertThat(whole.path("action").asText()).isEqualTo("invoke_tool_broadcast");
        assertThat(records.subList(0, 2)).allSatisfy(leg -> {
            assertThat(leg.path("parent_id")).isEqualTo(whole.path("id"));
            assertThat(leg.path("action").asText()).isEqualTo("invoke_tool");
            assertThat(leg.path("request_id")).isEqualTo(whole.path("request_id"));
        });
        GatewayUnderTest.eventually("each leg is counted by its server and outcome", () -> {
            Search counted = gateway.bean(MeterRegistry.class)
                    .find("gateway.calls")
                    .tags("server", "a", "action", "invoke_tool", "outcome", "success");
            return counted.counter() != null && counted.counter().count() == 1;
        });
    }

    @Test
    void servers_without_the_tag_are_left_alone() {
        ScriptedServer tagged = slow(Duration.ZERO);
        ScriptedServer alsoTagged = slow(Duration.ZERO);
        ScriptedServer other = slow(Duration.ZERO);
        GatewayUnderTest gateway = keep(GatewayUnderTest.with()
                .server("a", tagged.url(), "tags: [us-west]")
                .server("b", alsoTagged.url(), "tags: [us-west]")
                .server("c", other.url())
                .start());

        JsonNode result = gateway.call("broadcast__by_tag__us_west", "{\"tool_name\":\"search\"}")
                .path("result")
                .path("structuredContent");

        assertThat(result.path("successful").asInt()).isEqualTo(2);
        assertThat(other.requests("tools/call")).isEmpty();
        JsonNode tools = gateway.mcp("tools/list", GatewayUnderTest.json("{}")).at("/result/tools");
        assertThat(tools.valueStream()
                        .filter(tool -> tool.path("name").asText().equals("broadcast__by_tag__us_west"))
                        .findFirst())
                .hasValueSatisfying(tool -> assertThat(tool.at("/inputSchema/properties/tool_name/enum"))
                        .hasToString("[\"search\"]"));
    }

    private ScriptedServer slow(Duration delay) {
        ObjectNode found = ScriptedTool.text("found");
        return keep(ScriptedServer.builder()
                .noTools()
                .tool(ScriptedTool.named("search").answering(found).after(delay))
                .start());
    }

    private GatewayUnderTest gateway(Map<String, ScriptedServer> servers) {
        return keep(GatewayUnderTest.inFrontOf(servers));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }
}
