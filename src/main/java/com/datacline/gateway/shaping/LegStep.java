package com.datacline.gateway.shaping;

import com.datacline.gateway.call.CallFailed;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code to: shape:leg}: takes what is to be said of a leg that failed, and tells it to whoever wants to hear, without the
 * secrets in it. The answer of the broadcast does not depend on them.
 */
final class LegStep extends DefaultProducer {
    private static final Logger LOG = LoggerFactory.getLogger(LegStep.class);

    private final Hooks hooks;
    private final Services services;

    LegStep(ShapeEndpoint endpoint, Hooks hooks, Services services) {
        super(endpoint);
        this.hooks = hooks;
        this.services = services;
    }

    @Override
    public void process(Exchange exchange) {
        if (hooks.noneAt(Point.LEG) || !(exchange.getMessage().getBody() instanceof ObjectNode leg)) {
            return;
        }
        String server = leg.path("server").asText();
        String tool = leg.path("tool").asText();
        for (Hook hook : hooks.matching(Point.LEG, server, tool)) {
            try {
                hook.run(services.redaction().apply(leg), Journey.variables(exchange, server, tool));
            } catch (CallFailed e) {
                LOG.warn("a failed leg at server {} is told to nobody: {}", server, e.getMessage());
            }
        }
    }
}
