package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Delivery;
import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.Received;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamSteadyStateTest {
    private static final Map<Era, ScriptedServer> SERVERS = new EnumMap<>(Era.class);
    private static ScriptedServer pinnedLegacy;
    private static ScriptedServer pinnedModern;
    private static ScriptedServer sessionless;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        for (Era era : Era.values()) {
            SERVERS.put(era, server(era));
        }
        pinnedLegacy = server(Era.BOTH);
        pinnedModern = server(Era.BOTH);
        sessionless = ScriptedServer.builder().era(Era.LEGACY).withoutSessions().start();
        GatewayUnderTest.Builder builder = GatewayUnderTest.with().set("gateway.catalogue.refresh", "10m");
        SERVERS.forEach((era, server) -> builder.server(name(era), server.url()));
        gateway = builder.server("pinned-legacy", pinnedLegacy.url(), "protocol: legacy")
                .server("pinned-modern", pinnedModern.url(), "protocol: modern")
                .server("sessionless", sessionless.url())
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVERS.values().forEach(ScriptedServer::close);
        pinnedLegacy.close();
        pinnedModern.close();
        sessionless.close();
    }

    @BeforeEach
    void warm() {
        SERVERS.forEach((era, server) -> {
            gateway.call(name(era) + "__echo", "{\"message\":\"warm\"}");
            server.forget();
        });
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void a_call_costs_one_upstream_request(Era era) {
        for (int i = 0; i < 5; i++) {
            JsonNode answer = gateway.call(name(era) + "__echo", "{\"message\":\"hi\"}");
            assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("hi");
        }

        assertThat(SERVERS.get(era).requests()).extracting(Received::rpcMethod).containsOnly("tools/call");
        assertThat(SERVERS.get(era).requests()).hasSize(5);
        assertThat(SERVERS.get(era).requests())
                .extracting(Received::connection)
                .containsOnly(SERVERS.get(era).requests().getFirst().connection());
    }

    @Test
    void a_list_costs_none() {
        gateway.toolNames();
        gateway.get("/tools");

        assertThat(SERVERS.values())
                .allSatisfy(server -> assertThat(server.requests()).isEmpty());
    }

    @Test
    void the_era_is_found_out_and_can_be_pinned() {
        gateway.call("pinned-legacy__echo", "{\"message\":\"x\"}");
        gateway.call("pinned-modern__echo", "{\"message\":\"x\"}");

        assertThat(pinnedLegacy.requests("server/discover")).isEmpty();
        assertThat(pinnedLegacy.requests("initialize")).isNotEmpty();
        assertThat(pinnedModern.requests("initialize")).isEmpty();
        assertThat(GatewayUnderTest.json(gateway.get("/mcp/server/both/info").body())
                        .has("supportedVersions"))
                .isTrue();
        assertThat(GatewayUnderTest.json(gateway.get("/mcp/server/legacy/info").body())
                        .path("protocolVersion")
                        .asText())
                .isEqualTo("2025-11-25");
    }

    @Test
    void an_expired_session_is_renewed_and_the_call_repeated_once() {
        ScriptedServer server = SERVERS.get(Era.LEGACY);
        server.expireSessions();

        JsonNode answer = gateway.call("legacy__echo", "{\"message\":\"again\"}");

        assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("again");
        assertThat(server.requests("tools/call")).hasSize(2);
        assertThat(server.requests("initialize")).hasSize(1);
        assertThat(server.requests("initialize").getFirst().header("Mcp-Session-Id"))
                .isEmpty();
    }

    @Test
    void a_server_without_sessions_is_served_as_well() {
        sessionless.forget();

        gateway.call("sessionless__echo", "{\"message\":\"x\"}");
        sessionless.forget();
        gateway.call("sessionless__echo", "{\"message\":\"x\"}");

        assertThat(sessionless.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_event_stream_is_read_however_awkward(boolean awkward) {
        Delivery.Sse style = awkward ? Delivery.awkwardSse() : Delivery.sse().notifying(3);
        for (Era era : Era.values()) {
            SERVERS.get(era)
                    .script(ScriptedTool.sleep()
                            .answering(ScriptedTool.text("gr\u00fc\u00dfe\nzwei"))
                            .as(style));

            JsonNode answer = gateway.call(name(era) + "__sleep", "{\"ms\":0}");

            assertThat(answer.at("/result/content/0/text").asText())
                    .as(answer.toString())
                    .isEqualTo("gr\u00fc\u00dfe\nzwei");
        }
    }

    @Test
    void callers_who_come_first_together_share_one_handshake() throws Exception {
        ScriptedServer fresh = server(Era.LEGACY);
        try (fresh;
                GatewayUnderTest other = GatewayUnderTest.with()
                        .server("s", fresh.url())
                        .set("gateway.catalogue.refresh", "10m")
                        .start();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            other.toolNames();
            fresh.forget();
            List<Future<JsonNode>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String message = "m" + i;
                answers.add(callers.submit(() -> other.call("s__echo", "{\"message\":\"" + message + "\"}")));
            }
            for (int i = 0; i < 30; i++) {
                assertThat(answers.get(i).get().at("/result/content/0/text").asText())
                        .isEqualTo("m" + i);
            }
            assertThat(fresh.requests("initialize")).hasSize(1);
            assertThat(fresh.requests("tools/call")).hasSize(30);
        }
    }

    private static ScriptedServer server(Era era) {
        return ScriptedServer.builder().era(era).start();
    }

    private static String name(Era era) {
        return era.name().toLowerCase(Locale.ROOT);
    }
}
