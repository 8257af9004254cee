package com.datacline.gateway.tools;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Payload;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.Target;
import com.datacline.gateway.call.Terms;
import com.datacline.gateway.call.Trace;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Calls a tool for the caller of the exchange, by the way that all calls go: it is resolved, decided, limited and recorded
 * for that caller, under the id of the request that the exchange belongs to. It has an exchange of its own, so that
 * nothing of the outer call changes but the body and the variable {@code toolResult}.
 */
final class ToolProducer extends DefaultProducer {
    private static final String ENTRANCE = "direct:tool-call";
    private static final int DEEPEST = 8;

    private final String tool;
    private final CallArguments arguments;
    private final Endpoint entrance;
    private final Producer call;

    ToolProducer(SendOnlyEndpoint endpoint, String tool, CallArguments arguments) {
        super(endpoint);
        this.tool = tool;
        this.arguments = arguments;
        this.entrance = endpoint.getCamelContext().getEndpoint(ENTRANCE);
        try {
            this.call = entrance.createProducer();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getVariable("caller") instanceof Caller caller) || caller.equals(Caller.GATEWAY)) {
            throw new IllegalStateException("tool:" + tool + " is called for nobody: this route has no caller");
        }
        int depth = Journey.depth(exchange) + 1;
        if (depth > DEEPEST) {
            throw new CallFailed(
                    FailureCode.UPSTREAM_ERROR,
                    "tool:" + tool + " is not called: " + DEEPEST
                            + " tools have called one another to get here; does one of them call itself?");
        }
        Exchange inner = entrance.createExchange(ExchangePattern.InOut);
        CallRequest request = request(exchange);
        inner.getMessage().setBody(request);
        inner.setVariable("request", request);
        inner.setVariable("caller", caller);
        inner.setVariable("cancellation", Journey.cancellation(exchange));
        // what this tool's server says meanwhile is not about the call that the client knows
        inner.setVariable("stream", ClientStream.NONE);
        inner.setVariable("parent", exchange.getVariable("call"));
        inner.setVariable(Journey.DEPTH, depth);
        Trace trace = Journey.trace(exchange);
        if (trace != null) {
            inner.setVariable(Trace.VARIABLE, trace);
        }
        travel(inner);
        take(inner, exchange);
    }

    private CallRequest request(Exchange exchange) {
        Operation operation = Operation.invokeTool(tool, arguments.of(exchange), Map.of());
        Target.Exposed target = new Target.Exposed();
        if (exchange.getVariable("call") instanceof SingleCall outer) {
            long remaining = outer.deadline().remainingNanos();
            if (remaining <= 0) {
                throw new CallFailed(FailureCode.UPSTREAM_TIMEOUT, "no time is left to call tool:" + tool);
            }
            Terms terms = new Terms(Duration.ofNanos(remaining), 0);
            return new CallRequest(outer.requestId(), outer.era(), target, operation, terms, System.nanoTime());
        }
        return exchange.getVariable("request") instanceof CallRequest outer
                ? new CallRequest(outer.requestId(), outer.era(), target, operation, Terms.ALL, System.nanoTime())
                : new CallRequest(Ids.next(), Era.INTERNAL, target, operation, Terms.ALL, System.nanoTime());
    }

    /**
     * Goes on a thread that nobody interrupts: a thread that is closes the files it writes, and the journal is one. The
     * call ends with its cancellation.
     */
    private void travel(Exchange inner) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Thread.ofVirtual().name("tool-call-" + tool).start(() -> {
            try {
                call.process(inner);
            } catch (Throwable e) {
                inner.setException(e);
            } finally {
                over.complete(null);
            }
        });
        over.join();
    }

    private void take(Exchange inner, Exchange exchange) {
        if (inner.getException() != null) {
            throw inner.getException(CallFailed.class) instanceof CallFailed failed
                    ? failed
                    : new IllegalStateException("tool:" + tool + " broke", inner.getException());
        }
        switch (inner.getMessage().getBody()) {
            case Answer answer -> {
                exchange.setVariable("toolResult", answer.result());
                if (answer.isError()) {
                    throw new CallFailed(
                            FailureCode.UPSTREAM_ERROR,
                            "the tool " + tool + " failed: " + Payload.text(answer.result()));
                }
                exchange.getMessage().setBody(said(answer.result()));
            }
            case Failure failure -> throw new CallFailed(failure);
            case null, default -> throw new IllegalStateException("the call of tool:" + tool + " has no reply");
        }
    }

    /** JSON as a tree, which reads as JSON wherever it is put; text as a text. */
    private static Object said(ObjectNode result) {
        JsonNode said = Payload.of(result);
        return said.isTextual() ? said.asText() : said;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(call);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(call);
        super.doStop();
    }
}
