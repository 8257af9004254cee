package com.datacline.gateway.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.security.TokenIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoppedServerTest {
    private static final String WAY = "org.apache.camel:context=gateway,type=routes,name=\"upstream-one\"";
    private static final String[] OPERATOR = {"gateway-admin", "gateway-operator"};

    private ScriptedServer one;
    private ScriptedServer two;
    private TokenIssuer issuer;
    private GatewayUnderTest gateway;
    private Console console;

    @BeforeEach
    void start() throws Exception {
        one = ScriptedServer.start();
        two = ScriptedServer.start();
        issuer = TokenIssuer.start("gateway");
        gateway = Console.gateway(issuer)
                .server("one", one.url())
                .server("two", two.url())
                .set("gateway.catalogue.refresh", "10m")
                .start();
        console = new Console(gateway, issuer);
    }

    @AfterEach
    void stop() {
        gateway.close();
        issuer.close();
        one.close();
        two.close();
    }

    @Test
    void a_server_that_an_operator_stops_is_out_until_it_is_started() {
        assertThat(tools()).contains("\"one__echo\"");

        JsonNode said = console.exec(WAY, "stop()", OPERATOR);

        assertThat(said.path("status").asInt()).as(said.toString()).isEqualTo(200);
        one.forget();
        HttpResponse<String> refused = call("one");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("server_disabled", "was stopped by an operator");
        assertThat(one.requests("tools/call")).isEmpty();
        assertThat(call("two").statusCode()).isEqualTo(200);
        assertThat(tools()).contains("\"two__echo\"").doesNotContain("\"one__echo\"");
        assertThat(status("one")).isEqualTo("stopped");
        assertThat(record("server_stopped").path("user").asText()).isEqualTo("olga");
        GatewayUnderTest.eventually("its route stops", () -> state().equals("Stopped"));

        assertThat(broadcast("").path("results").has("one")).isFalse();
        assertThat(broadcast(",\"mcp_servers\":[\"one\",\"two\"]")
                        .at("/errors/one")
                        .toString())
                .contains("stopped by an operator");

        gateway.bean(Generations.class).load();
        assertThat(call("one").statusCode()).isEqualTo(409);
        GatewayUnderTest.eventually("its new route stops too", () -> state().equals("Stopped"));

        assertThat(console.exec(WAY, "start()", OPERATOR).path("status").asInt())
                .isEqualTo(200);
        assertThat(call("one").statusCode()).isEqualTo(200);
        assertThat(state()).isEqualTo("Started");
        GatewayUnderTest.eventually("it is asked for its tools", () -> tools().contains("\"one__echo\""));
        assertThat(status("one")).isEqualTo("up");
        assertThat(record("server_started").path("mcp_server").asText()).isEqualTo("one");
    }

    @Test
    void a_call_that_is_under_way_when_its_server_is_stopped_still_ends() throws Exception {
        one.script(ScriptedTool.echo().after(Duration.ofSeconds(4)));
        CompletableFuture<HttpResponse<String>> call = CompletableFuture.supplyAsync(() -> call("one"));
        GatewayUnderTest.eventually(
                "the call is under way", () -> !one.requests("tools/call").isEmpty());

        console.exec(WAY, "stop()", OPERATOR);

        assertThat(call("one").statusCode()).isEqualTo(409);
        HttpResponse<String> answer = call.get();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        GatewayUnderTest.eventually("its route stops", () -> state().equals("Stopped"));
    }

    @Test
    void a_server_that_is_not_there_cannot_be_stopped() {
        JsonNode said = console.exec(WAY.replace("upstream-one", "upstream-*"), "stop()", OPERATOR);

        assertThat(said.path("status").asInt()).as(said.toString()).isNotEqualTo(200);
        assertThat(call("one").statusCode()).isEqualTo(200);
    }

    private JsonNode record(String action) {
        return gateway.journal().stream()
                .filter(entry -> entry.path("action").asText().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private String state() {
        return console.jolokia(
                        "{\"type\":\"read\",\"mbean\":" + Console.quoted(WAY) + ",\"attribute\":\"State\"}", OPERATOR)
                .path("value")
                .asText();
    }

    private String status(String server) {
        for (JsonNode entry :
                GatewayUnderTest.json(send("GET", "/servers", "").body()).path("servers")) {
            if (entry.path("name").asText().equals(server)) {
                return entry.path("status").asText();
            }
        }
        return "";
    }

    private String tools() {
        return send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .body();
    }

    private HttpResponse<String> call(String server) {
        return send(
                "POST",
                "/mcp/invoke?mcp_server=" + server,
                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"}}");
    }

    private JsonNode broadcast(String more) {
        return GatewayUnderTest.json(send(
                        "POST",
                        "/mcp/invoke-broadcast",
                        "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"}" + more + "}")
                .body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return gateway.send(
                method,
                path,
                body,
                "Content-Type",
                "application/json",
                "Accept",
                "application/json, text/event-stream",
                "Authorization",
                console.bearer(List.of("gateway-admin")));
    }
}
