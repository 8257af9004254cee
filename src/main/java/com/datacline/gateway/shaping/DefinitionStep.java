package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.HeaderParameters;
import com.datacline.gateway.call.Shapes;
import com.datacline.gateway.call.SingleCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * {@code to: shape:definition}: finds out how the tools that a server has just listed are to be shown, and leaves that in
 * the variable {@code shapes}. The list itself stays as the server said it.
 */
final class DefinitionStep extends DefaultProducer {
    private static final String DROPPED = "a route drops it";

    private final Hooks hooks;

    DefinitionStep(ShapeEndpoint endpoint, Hooks hooks) {
        super(endpoint);
        this.hooks = hooks;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.removeVariable("shapes");
        if (hooks.noneAt(Point.DEFINITION)
                || !(exchange.getMessage().getBody() instanceof Answer answer)
                || !(exchange.getVariable("call") instanceof SingleCall call)
                || call.operation().action() != Action.LIST_TOOLS) {
            return;
        }
        exchange.setVariable(
                "shapes",
                new Round(exchange, call.server(), hooks).of(answer.result().path("tools")));
    }

    /** One list of one server. */
    private static final class Round {
        private final Exchange exchange;
        private final String server;
        private final Hooks hooks;
        private final Map<String, ObjectNode> shown = new LinkedHashMap<>();
        private final Map<String, String> withheld = new LinkedHashMap<>();
        private @Nullable String problem;

        Round(Exchange exchange, String server, Hooks hooks) {
            this.exchange = exchange;
            this.server = server;
            this.hooks = hooks;
        }

        Shapes of(JsonNode tools) {
            for (JsonNode tool : tools) {
                if (tool instanceof ObjectNode definition
                        && definition.path("name").isTextual()) {
                    shape(definition, definition.path("name").asText());
                }
            }
            refuseTakenNames(tools);
            return Shapes.of(shown, withheld, problem);
        }

        private void shape(ObjectNode definition, String own) {
            List<Hook> matching = hooks.matching(Point.DEFINITION, server, own);
            ObjectNode current = definition;
            for (Hook hook : matching) {
                try {
                    Exchange left = hook.run(current.deepCopy(), Journey.variables(exchange, server, own));
                    if (left.getMessage().getBody() == null || left.getMessage().getBody() instanceof NullNode) {
                        withheld.put(own, DROPPED);
                        return;
                    }
                    if (!(Trees.body(left) instanceof ObjectNode shaped)
                            || shaped.path("name").asText("").isEmpty()
                            || HeaderParameters.flaw(shaped.path("inputSchema")) != null) {
                        throw hook.failed("left no sound definition of a tool");
                    }
                    current = shaped;
                } catch (CallFailed e) {
                    withhold(own, e.failure().message());
                    return;
                }
            }
            if (!current.equals(definition)) {
                shown.put(own, current);
            }
        }

        /** Who is renamed gives way to who is not; of two that are, to the first. */
        private void refuseTakenNames(JsonNode tools) {
            Set<String> taken = new HashSet<>();
            for (JsonNode tool : tools) {
                String own = tool.path("name").asText();
                ObjectNode other = shown.get(own);
                if (!withheld.containsKey(own)
                        && (other == null || other.path("name").asText().equals(own))) {
                    taken.add(own);
                }
            }
            for (Map.Entry<String, ObjectNode> one : List.copyOf(shown.entrySet())) {
                String own = one.getKey();
                String name = one.getValue().path("name").asText();
                if (!name.equals(own) && !taken.add(name)) {
                    shown.remove(own);
                    withhold(own, "its new name " + name + " is taken");
                }
            }
        }

        private void withhold(String own, String why) {
            withheld.put(own, why);
            String said = "the tool " + own + " is not offered: " + why;
            problem = problem == null ? said : problem + "; " + said;
        }
    }
}
