package com.datacline.gateway.shaping;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A route that shapes something. One that is stopped lets nothing pass; only one that is gone has no say. */
final class Hook extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(Hook.class);

    private final ShapeEndpoint endpoint;
    private final Hooks hooks;

    Hook(ShapeEndpoint endpoint, Processor processor, Hooks hooks) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.hooks = hooks;
    }

    Point point() {
        return endpoint.point();
    }

    Names servers() {
        return endpoint.servers();
    }

    boolean isOfRoute(Hook other) {
        return this == other || getRouteId() != null && getRouteId().equals(other.getRouteId());
    }

    boolean isAbout(String server, @Nullable String tool) {
        return endpoint.servers().match(server)
                && (tool == null
                        || (tool.isEmpty()
                                ? endpoint.tools().isAll()
                                : endpoint.tools().match(tool)));
    }

    /**
     * Runs the route on a tree of its own.
     *
     * @param variables what it may read
     * @return the exchange as the route left it
     * @throws CallFailed if the route fails: then nothing may pass
     */
    Exchange run(JsonNode body, Map<String, Object> variables) {
        if (!isRunAllowed() || !isStarted()) {
            throw failed("is stopped");
        }
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(body);
        variables.forEach(exchange::setVariable);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            throw why(exchange.getException());
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            throw failed("gave up");
        }
        return exchange;
    }

    /** What a step says on purpose is said to the caller; anything else may speak of what must not pass. */
    private CallFailed why(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallFailed failed) {
                return failed;
            }
        }
        LOG.error(
                "route {} failed, so what it shapes at {} was not passed on: {}",
                getRouteId(),
                endpoint.getEndpointUri(),
                problem.toString());
        return failed("failed");
    }

    CallFailed failed(String what) {
        return new CallFailed(
                FailureCode.INTERNAL,
                "route " + getRouteId() + ", which shapes the " + point().uriName() + ", " + what
                        + "; so nothing was passed on");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        hooks.add(this);
    }

    @Override
    protected void doShutdown() throws Exception {
        hooks.remove(this);
        super.doShutdown();
    }
}
