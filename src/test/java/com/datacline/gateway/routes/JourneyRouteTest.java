package com.datacline.gateway.routes;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;

import com.datacline.gateway.GatewayApplication;
import com.datacline.gateway.audit.Recorder;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Denied;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.Terms;
import com.datacline.gateway.door.HttpAnswer;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.policy.Limits;
import com.datacline.gateway.policy.Policy;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** The real routes in a Camel context of the test's own, before two scripted servers. */
@CamelSpringBootTest
@UseAdviceWith
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@SpringBootTest(classes = GatewayApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Tag("routes")
class JourneyRouteTest {
    private static final ScriptedServer A = ScriptedServer.start();
    private static final ScriptedServer B = ScriptedServer.start();

    @Autowired
    CamelContext context;

    @Autowired
    ProducerTemplate producer;

    @MockitoSpyBean
    Policy policy;

    @MockitoSpyBean
    Limits limits;

    @MockitoSpyBean
    Recorder recorder;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) throws IOException {
        Path folder = Files.createTempDirectory("journey");
        Path registry = Files.writeString(
                folder.resolve("mcp_servers.yaml"),
                "servers:\n  a: {url: \"" + A.url() + "\"}\n  b: {url: \"" + B.url() + "\"}\n");
        settings.add("gateway.registry.file", registry::toString);
        settings.add("gateway.auth.enabled", () -> "false");
        settings.add("gateway.audit.to-stdout", () -> "false");
        settings.add("gateway.audit.file", () -> folder.resolve("audit.json").toString());
        settings.add("gateway.audit.data-folder", () -> folder.resolve("data").toString());
        settings.add(
                "camel.main.routes-include-pattern",
                () -> "file:routes/00*.yaml,file:routes/10*.yaml,file:routes/20*.yaml,file:routes/30*.yaml,"
                        + "file:routes/40*.yaml,file:routes/50*.yaml,file:routes/70*.yaml");
    }

    @BeforeEach
    void oneRouteForEachServer() throws Exception {
        DirectComponent direct = context.getComponent("direct", DirectComponent.class);
        direct.setBlock(false);
        for (String server : List.of("a", "b")) {
            TemplatedRouteBuilder.builder(context, "upstream")
                    .routeId("upstream-" + server)
                    .parameter("server", server)
                    .parameter("endpoint", "mcp:" + server)
                    .add();
        }
        A.forget();
        B.forget();
    }

    @AfterAll
    static void stop() {
        A.close();
        B.close();
    }

    @Test
    void a_call_goes_its_way() {
        context.start();
        assertThat(single().getMessage().getBody()).isInstanceOf(Answer.class);
        assertThat(calls(A)).isOne();
    }

    @Test
    void a_denied_call_never_reaches_the_server() {
        deny("a");
        context.start();
        assertThat(failure(single()).code()).isEqualTo(FailureCode.DENIED);
        assertThat(calls(A)).isZero();
    }

    @Test
    void without_the_decide_step_no_call_is_made() throws Exception {
        AdviceWith.adviceWith(
                context, "upstream-a", route -> route.weaveByToString("Bean\\[ref:policy method:decide[^\\]]*\\]")
                        .remove());
        context.start();
        assertThat(single().getMessage().getBody()).isNotInstanceOf(Answer.class);
        assertThat(calls(A)).isZero();
    }

    @Test
    void without_the_equip_step_no_call_is_made() throws Exception {
        AdviceWith.adviceWith(
                context, "upstream-a", route -> route.weaveByToString("Bean\\[ref:credentials method:attach[^\\]]*\\]")
                        .remove());
        context.start();
        assertThat(failure(single()).code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(calls(A)).isZero();
    }

    @Test
    void without_the_admit_step_there_are_no_limits() throws Exception {
        AdviceWith.adviceWith(context, "upstream-a", route -> route.weaveByToString("SetVariable\\[admission.*")
                .remove());
        context.start();
        assertThat(single().getMessage().getBody()).isInstanceOf(Answer.class);
        assertThat(calls(A)).isOne();
    }

    @Test
    void a_call_over_the_limit_never_reaches_the_server() {
        doReturn(new Failure(FailureCode.RATE_LIMITED, "not now")).when(limits).admit(any());
        context.start();
        assertThat(failure(single()).code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(calls(A)).isZero();
    }

    @Test
    void what_breaks_in_the_limits_is_a_no() {
        doThrow(new IllegalStateException("boom")).when(limits).admit(any());
        context.start();
        assertThat(failure(single()).code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(calls(A)).isZero();
    }

    @Test
    void each_leg_is_decided_for_its_own_server_although_all_share_one_body() {
        deny("b");
        context.start();
        BroadcastCall call = new BroadcastCall(
                "id",
                "request",
                Era.REST,
                echo(),
                List.of("a", "b"),
                true,
                Map.of(),
                Map.of(),
                Terms.ALL,
                System.nanoTime());
        Answer answer = (Answer) send("direct:broadcast", call).getMessage().getBody();
        JsonNode servers = answer.result().at("/structuredContent/servers");
        assertThat(servers.at("/a/status").asText()).isEqualTo("success");
        assertThat(servers.at("/b/status").asText()).isEqualTo("denied");
        assertThat(calls(A)).isOne();
        assertThat(calls(B)).isZero();
    }

    @Test
    void what_cannot_be_recorded_is_not_answered() {
        doThrow(new CallFailed(FailureCode.AUDIT_UNAVAILABLE, "no"))
                .when(recorder)
                .append(any());
        context.start();
        assertThat(single().getException()).isInstanceOf(CallFailed.class);
    }

    @Test
    void not_even_the_door_answers_what_it_cannot_record() throws Exception {
        doThrow(new IllegalStateException("boom")).when(recorder).append(any());
        open();
        HttpAnswer answer = (HttpAnswer) door("tools/call").getMessage().getBody();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"error\"")
                .doesNotContain("\"result\"", "boom");
    }

    @Test
    void what_breaks_on_the_way_to_a_decision_is_a_no() {
        doThrow(new IllegalStateException("boom")).when(policy).decide(any(), any(), any());
        context.start();
        Failure failure = failure(single());
        assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(failure.message()).doesNotContain("boom");
        assertThat(calls(A)).isZero();
    }

    @Test
    void the_door_answers_in_the_clients_own_language() throws Exception {
        doThrow(new IllegalStateException("boom")).when(policy).visible(any(), any());
        open();
        HttpAnswer answer = (HttpAnswer) door("tools/list").getMessage().getBody();
        JsonNode error = json(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                .path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32603);
        assertThat(error.path("message").asText()).doesNotContain("boom");
    }

    @Test
    void nobody_answers_a_call_of_a_server_that_is_not_there() {
        context.start();
        assertThatThrownBy(() -> producer.sendBody("direct:upstream-c", "x")).isNotNull();
    }

    private void deny(String server) {
        doAnswer(call -> new Denied(call.getArgument(0), "not for you"))
                .when(policy)
                .decide(any(), any(), eq(server));
    }

    /** Starts everything, and lets messages in by the door's own route, without a web server. */
    private void open() throws Exception {
        AdviceWith.adviceWith(context, "mcp-post", route -> route.replaceFromWith("direct:door"));
        context.start();
    }

    private Exchange door(String method) {
        return producer.send(
                "direct:door",
                ExchangeBuilder.anExchange(context)
                        .withBody(("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method
                                        + "\",\"params\":{\"name\":\"a__echo\"}}")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .build());
    }

    private Exchange single() {
        return send(
                "direct:upstream-a",
                new SingleCall("id", null, "request", Era.REST, "a", echo(), Deadline.in(Duration.ofSeconds(10))));
    }

    private Exchange send(String route, Object call) {
        Exchange exchange = ExchangeBuilder.anExchange(context).withBody(call).build();
        exchange.setVariable("caller", Caller.ANONYMOUS);
        return producer.send(route, exchange);
    }

    private static Failure failure(Exchange exchange) {
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Failure.class);
        return (Failure) exchange.getMessage().getBody();
    }

    private static Operation echo() {
        return Operation.invokeTool("echo", json("{\"message\": \"hi\"}"), Map.of());
    }

    private static int calls(ScriptedServer server) {
        return server.requests("tools/call").size();
    }
}
