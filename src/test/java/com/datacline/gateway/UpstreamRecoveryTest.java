package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.LiteralServer;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamRecoveryTest {
    @ParameterizedTest
    @CsvSource({"LEGACY, LEGACY", "MODERN, MODERN", "LEGACY, MODERN", "MODERN, LEGACY"})
    void a_dead_server_costs_its_own_tools_and_comes_back_by_itself(Era before, Era after) {
        ScriptedServer mortal = ScriptedServer.builder().era(before).start();
        int port = mortal.port();
        try (ScriptedServer steady = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("mortal", mortal.url())
                        .server("steady", steady.url())
                        .set("gateway.catalogue.refresh", "200ms")
                        .start()) {
            assertThat(gateway.toolNames()).contains("mortal__echo", "steady__echo", "broadcast__echo");
            gateway.call("mortal__echo", "{\"message\":\"x\"}");

            mortal.close();
            JsonNode refused = gateway.call("mortal__echo", "{}");
            assertThat(refused.at("/result/content/0/text").asText()).contains("server mortal");
            GatewayUnderTest.eventually(
                    "its tools are gone", () -> !gateway.toolNames().contains("mortal__echo"));
            assertThat(gateway.toolNames()).containsExactlyInAnyOrder("steady__echo", "steady__sleep");
            JsonNode health = GatewayUnderTest.json(gateway.get("/health").body());
            assertThat(health.path("status").asText()).isEqualTo("degraded");
            assertThat(health.at("/servers/mortal/problem").asText()).contains("cannot be reached");

            try (ScriptedServer again =
                    ScriptedServer.builder().era(after).port(port).start()) {
                GatewayUnderTest.eventually(
                        "its tools are back", () -> gateway.toolNames().contains("mortal__echo"));
                assertThat(gateway.call("mortal__echo", "{\"message\":\"risen\"}")
                                .at("/result/content/0/text")
                                .asText())
                        .isEqualTo("risen");
            }
        }
    }

    @Test
    void lists_of_many_pages_are_read_to_the_end() {
        ScriptedServer.Builder many = ScriptedServer.builder().noTools().pages(5);
        for (int i = 0; i < 12; i++) {
            many.tool(ScriptedTool.named("t" + i));
        }
        try (ScriptedServer server = many.start();
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("s", server.url()).start()) {
            assertThat(gateway.toolNames())
                    .hasSize(12)
                    .startsWith("s__t0", "s__t1")
                    .endsWith("s__t11");
            JsonNode rest = GatewayUnderTest.json(
                    gateway.get("/mcp/list-tools?mcp_server=s").body());
            assertThat(rest.path("count").asInt()).isEqualTo(12);
        }
    }

    @Test
    void a_list_without_end_is_an_error() {
        try (LiteralServer same = LiteralServer.start();
                LiteralServer ever = LiteralServer.start()) {
            same.saying("tools/list", "\"result\":{\"tools\":[{\"name\":\"t\"}],\"nextCursor\":\"again\"}");
            ever.saying(
                    "tools/list",
                    asked -> "\"result\":{\"tools\":[{\"name\":\"t\"}],\"nextCursor\":\"" + asked.get("id") + "\"}");
            try (GatewayUnderTest gateway = GatewayUnderTest.with()
                    .server("same", same.url())
                    .server("ever", ever.url())
                    .set("gateway.upstream.max-pages", "20")
                    .set("gateway.catalogue.retry", "10m")
                    .start()) {
                assertThat(gateway.toolNames()).isEmpty();
                JsonNode health = GatewayUnderTest.json(gateway.get("/health").body());
                assertThat(health.at("/servers/same/problem").asText()).contains("server same", "without end");
                assertThat(health.at("/servers/ever/problem").asText()).contains("server ever", "without end");
                assertThat(same.messages("tools/list")).hasSize(2);
                assertThat(ever.messages("tools/list")).hasSize(20);
            }
        }
    }
}
