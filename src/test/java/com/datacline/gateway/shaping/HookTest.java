package com.datacline.gateway.shaping;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a shaping route can do to the journey it is part of, and what not. */
class HookTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        Services services = new Services(
                new KnownTools() {
                    @Override
                    public boolean offers(String server, String tool) {
                        return true;
                    }

                    @Override
                    public boolean isReadOnly(String server, String tool) {
                        return false;
                    }
                },
                new Confirmations(Duration.ofMinutes(1), Ticker.systemTicker()),
                tree -> tree);
        context.addComponent("shape", new ShapeComponent(services));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("shape:result?server=crm,wiki&tool=get_*")
                        .routeId("meddles")
                        .setVariable("call")
                        .constant("mine")
                        .setVariable("decision")
                        .constant("allow")
                        .setHeader("Authorization")
                        .constant("x")
                        .process(exchange -> exchange.getMessage().setBody(Map.of("left", "a map")));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange send(String server, String tool) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        Operation operation = new Operation(
                Action.INVOKE_TOOL,
                tool,
                Operation.invokeTool(tool, json("{}"), Map.of()).params());
        exchange.setVariable(
                "call",
                new SingleCall("id", null, "id", Era.REST, server, operation, Deadline.in(Duration.ofSeconds(1))));
        exchange.setVariable("decision", "deny");
        exchange.getMessage().setBody(new Answer((ObjectNode) json("{\"said\":1}")));
        return context.createProducerTemplate().send("shape:result", exchange);
    }

    private static String result(Exchange exchange) {
        return ((Answer) exchange.getMessage().getBody()).result().toString();
    }

    @Test
    void it_shapes_what_it_is_about_and_reaches_nothing_else_of_the_journey() throws Exception {
        Exchange shaped = send("wiki", "get_page");
        assertThat(result(shaped)).isEqualTo("{\"left\":\"a map\"}");
        assertThat(shaped.getVariable("call")).isInstanceOf(SingleCall.class);
        assertThat(shaped.getVariable("decision")).isEqualTo("deny");
        assertThat(shaped.getMessage().getHeaders()).doesNotContainKey("Authorization");
        assertThat(result(send("wiki", "set_page"))).isEqualTo("{\"said\":1}");
        assertThat(result(send("wiki2", "get_page"))).isEqualTo("{\"said\":1}");
    }

    @Test
    void one_that_is_stopped_lets_nothing_pass_and_one_that_is_gone_has_no_say() throws Exception {
        context.getRouteController().stopRoute("meddles");
        assertThat(send("crm", "get_page").getException())
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("route meddles")
                .hasMessageContaining("is stopped");
        context.getRouteController().startRoute("meddles");
        assertThat(result(send("crm", "get_page"))).isEqualTo("{\"left\":\"a map\"}");
        context.getRouteController().stopRoute("meddles");
        context.removeRoute("meddles");
        assertThat(result(send("crm", "get_page"))).isEqualTo("{\"said\":1}");
    }
}
