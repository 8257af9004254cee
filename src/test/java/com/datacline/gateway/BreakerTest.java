package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.upstream.Breakers;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {
    private ScriptedServer sick;
    private ScriptedServer well;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() {
        sick = ScriptedServer.start();
        well = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("sick", sick.url(), "timeout: 1")
                .server("well", well.url())
                .set("gateway.upstream.breaker.window", "10")
                .set("gateway.upstream.breaker.minimum-calls", "4")
                .set("gateway.upstream.breaker.open", "2s")
                .set("gateway.upstream.breaker.probes", "2")
                .set("gateway.catalogue.refresh", "10m")
                .start();
        gateway.toolNames();
    }

    @AfterEach
    void stop() {
        gateway.close();
        sick.close();
        well.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"STATUS_500", "DROP_MID_BODY", "REFUSE"})
    void a_server_that_keeps_failing_is_left_alone_until_it_is_well(Misbehaviour fault) {
        sick.failing("tools/call", fault);
        call("sick", 4);
        sick.forget();

        HttpResponse<String> refused = call("sick", 3);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        JsonNode said = GatewayUnderTest.json(refused.body());
        assertThat(said.path("code").asText()).isEqualTo("circuit_open");
        assertThat(said.path("detail").asText()).contains("sick").contains("kept failing");
        assertThat(sick.requests("tools/call")).isEmpty();
        assertThat(call("well", 1).statusCode()).isEqualTo(200);
        List<JsonNode> journal = gateway.journal();
        assertThat(journal.get(journal.size() - 2).path("outcome").asText()).isEqualTo("circuit_open");

        sick.recover();
        GatewayUnderTest.eventually("the server is asked again", () -> {
            call("sick", 1);
            return state().equals("closed");
        });
        assertThat(call("sick", 1).statusCode()).isEqualTo(200);
    }

    @Test
    void a_server_that_hangs_is_left_alone() {
        sick.failing("tools/call", Misbehaviour.HANG);

        call("sick", 4);

        assertThat(state()).isEqualTo("open");
    }

    @Test
    void callers_without_patience_take_no_server_away_from_others() {
        sick.failing("tools/call", Misbehaviour.HANG);

        for (int i = 0; i < 8; i++) {
            JsonNode answer = GatewayUnderTest.json(gateway.post(
                            "/mcp/invoke-broadcast",
                            "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"},\"timeout\":0.05}")
                    .body());
            assertThat(answer.path("errors").has("sick")).isTrue();
        }

        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void a_server_that_answers_with_errors_of_its_own_is_well() {
        for (int i = 0; i < 10; i++) {
            gateway.post("/mcp/invoke?mcp_server=sick", "{\"tool_name\":\"no-such-tool\",\"parameters\":{}}");
        }
        sick.failing("tools/call", Misbehaviour.GARBAGE_JSON);
        call("sick", 10);

        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void an_edit_of_the_routes_forgets_nothing() {
        sick.failing("tools/call", Misbehaviour.STATUS_500);
        call("sick", 4);

        gateway.bean(Generations.class).load();

        assertThat(state()).isEqualTo("open");
        sick.recover();
        GatewayUnderTest.eventually("the new routes go by the same breaker", () -> {
            call("sick", 1);
            return state().equals("closed");
        });
    }

    private String state() {
        return gateway.bean(Breakers.class).state("sick");
    }

    private HttpResponse<String> call(String server, int times) {
        HttpResponse<String> last = null;
        for (int i = 0; i < times; i++) {
            last = gateway.post(
                    "/mcp/invoke?mcp_server=" + server, "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"}}");
        }
        return last;
    }
}
