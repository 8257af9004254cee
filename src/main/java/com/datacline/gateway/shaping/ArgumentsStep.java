package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: shape:arguments}: takes a {@link SingleCall} and returns it with the arguments that will be decided about,
 * recorded and sent; in the variable {@code call} too.
 */
final class ArgumentsStep extends DefaultProducer {
    private final Hooks hooks;
    private final Services services;

    ArgumentsStep(ShapeEndpoint endpoint, Hooks hooks, Services services) {
        super(endpoint);
        this.hooks = hooks;
        this.services = services;
    }

    @Override
    public void process(Exchange exchange) {
        if (hooks.noneAt(Point.ARGUMENTS) && hooks.noneAt(Point.DEFINITION)) {
            return;
        }
        if (!(exchange.getMessage().getBody() instanceof SingleCall call)
                || call.operation().action() != Action.INVOKE_TOOL) {
            return;
        }
        String tool = call.operation().subject();
        mustBeOffered(call.server(), tool);
        SingleCall shaped = call;
        for (Hook hook : hooks.matching(Point.ARGUMENTS, call.server(), tool)) {
            shaped = run(hook, shaped, exchange);
        }
        if (shaped != call) {
            exchange.getMessage().setBody(shaped);
            exchange.setVariable("call", shaped);
        }
    }

    /** A server that could not be asked for its tools may well have those that a route drops. */
    private void mustBeOffered(String server, String tool) {
        List<Hook> definitions = hooks.matching(Point.DEFINITION, server, tool);
        if (!definitions.isEmpty() && !services.tools().offers(server, tool)) {
            throw new CallFailed(
                    FailureCode.UNKNOWN_TOOL,
                    "the tool \"" + tool + "\" of server " + server + " is not offered, or not known to be at present");
        }
    }

    private static SingleCall run(Hook hook, SingleCall call, Exchange exchange) {
        Operation operation = call.operation();
        ObjectNode given = operation.params().get("arguments") instanceof ObjectNode arguments
                ? arguments.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        Exchange left = hook.run(given, Journey.variables(exchange, call.server(), operation.subject()));
        if (!(Trees.body(left) instanceof ObjectNode arguments)) {
            throw hook.failed("left no JSON object");
        }
        ObjectNode params = operation.params().deepCopy();
        params.set("arguments", arguments);
        return call.with(new Operation(operation.action(), operation.subject(), params));
    }
}
