package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.SingleCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: shape:call}: takes a decision, and of one that allows a call it leaves the same, or the answer that a route
 * gives in the server's place.
 */
final class CallStep extends DefaultProducer {
    private final Hooks hooks;
    private final Services services;

    CallStep(ShapeEndpoint endpoint, Hooks hooks, Services services) {
        super(endpoint);
        this.hooks = hooks;
        this.services = services;
    }

    @Override
    public void process(Exchange exchange) {
        if (hooks.noneAt(Point.CALL) && hooks.noneAt(Point.RESULT)) {
            return;
        }
        if (!(exchange.getMessage().getBody() instanceof Allowed allowed)
                || exchange.getVariable("admission") instanceof Failure) {
            return;
        }
        SingleCall call = allowed.call();
        if (call.operation().action() != Action.INVOKE_TOOL) {
            return;
        }
        String tool = call.operation().subject();
        if (!hooks.matching(Point.RESULT, call.server(), tool).isEmpty()
                && exchange.getVariable("stream") instanceof ClientStream client
                && !(client instanceof WithoutTasks)) {
            exchange.setVariable("stream", new WithoutTasks(client));
        }
        if (!hooks.matching(Point.CALL, call.server(), tool).isEmpty()) {
            run(exchange, allowed);
        }
    }

    private void run(Exchange exchange, Allowed allowed) {
        HeldUp held = HeldUp.of(allowed, exchange, services);
        SingleCall call = held.call();
        exchange.setVariable("held", held);
        for (Hook hook :
                hooks.matching(Point.CALL, call.server(), call.operation().subject())) {
            Map<String, Object> variables =
                    Journey.variables(exchange, call.server(), call.operation().subject());
            variables.put("held", held);
            variables.put("route", hook.getRouteId());
            JsonNode arguments = call.operation().arguments();
            Exchange left = hook.run(arguments.deepCopy(), variables);
            held.mustNotBeRefused();
            answer(hook, left, held);
            Answer answer = held.answer();
            if (answer != null) {
                if (held.isCached()) {
                    exchange.setVariable("cached", call.id());
                }
                exchange.getMessage().setBody(answer);
                return;
            }
        }
        exchange.getMessage().setBody(held.allowed());
    }

    /** A route of a team's own answers by setting the variable {@code answer}. */
    private static void answer(Hook hook, Exchange left, HeldUp held) {
        Object given = left.getVariable("answer");
        if (given == null) {
            return;
        }
        left.getMessage().setBody(given);
        if (!(Trees.body(left) instanceof ObjectNode result)) {
            throw hook.failed("left an answer that is no JSON object");
        }
        held.answer(result);
    }
}
