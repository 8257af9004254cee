package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.TaskName;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** {@code to: shape:result}: takes a reply and, of a result, returns what the caller and the record get to see of it. */
final class ResultStep extends DefaultProducer {
    private final Hooks hooks;
    private final Services services;

    ResultStep(ShapeEndpoint endpoint, Hooks hooks, Services services) {
        super(endpoint);
        this.hooks = hooks;
        this.services = services;
    }

    @Override
    public void process(Exchange exchange) {
        if (hooks.noneAt(Point.RESULT) && hooks.noneAt(Point.CALL)) {
            return;
        }
        if (!(exchange.getMessage().getBody() instanceof Answer answer)
                || !(exchange.getVariable("call") instanceof SingleCall call)
                || !Journey.hasResult(call)) {
            return;
        }
        // One exchange may make several calls, one after the other.
        HeldUp held = exchange.getVariable("held") instanceof HeldUp known && known.isOf(call) ? known : null;
        boolean asksClient = answer.result().path("resultType").asText().equals("input_required");
        if (held != null && held.answer() == null) {
            held.heard(answer);
            if (asksClient && !held.confirmed().routes().isEmpty()) {
                exchange.getMessage()
                        .setBody(new Answer(services.confirmations()
                                .passOn(
                                        answer.result(),
                                        held.call(),
                                        held.caller(),
                                        held.confirmed().routes())));
            }
        }
        if (!asksClient) {
            shape(exchange, answer, call);
        }
    }

    private void shape(Exchange exchange, Answer answer, SingleCall call) {
        List<Hook> matching = hooks.matching(Point.RESULT, call.server(), Journey.tool(call));
        if (matching.isEmpty()) {
            return;
        }
        if (call.operation().action() == Action.GET_TASK) {
            if (answer.result().get("result") instanceof ObjectNode result) {
                ObjectNode task = answer.result().deepCopy();
                task.set("result", run(matching, result, call, exchange));
                exchange.getMessage().setBody(new Answer(task, answer.fresh()));
            }
            return;
        }
        if (TaskName.isTask(answer.result())) {
            throw matching.getFirst().failed("cannot shape what comes of a task");
        }
        exchange.getMessage().setBody(new Answer(run(matching, answer.result(), call, exchange), answer.fresh()));
    }

    private static ObjectNode run(List<Hook> matching, ObjectNode result, SingleCall call, Exchange exchange) {
        ObjectNode current = result;
        for (Hook hook : matching) {
            Exchange left =
                    hook.run(current.deepCopy(), Journey.variables(exchange, call.server(), Journey.tool(call)));
            if (!(Trees.body(left) instanceof ObjectNode shaped)) {
                throw hook.failed("left no JSON object");
            }
            current = shaped;
        }
        return current;
    }
}
