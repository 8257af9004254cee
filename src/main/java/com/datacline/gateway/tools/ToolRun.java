package com.datacline.gateway.tools;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;

/**
 * One run of a tool's route, on a thread of its own: when the call's time is over, or nobody wants its answer, the caller
 * hears so at once, whatever the route is in the middle of. The route is interrupted and does not take another step.
 */
final class ToolRun {
    /** How long an interrupted route is waited for, so that what it still does is over before the call is. */
    private static final long GRACE_MILLIS = 500;

    private final AiToolConsumer tool;
    private final SingleCall call;
    private final ObjectNode arguments;

    ToolRun(AiToolConsumer tool, SingleCall call, ObjectNode arguments) {
        this.tool = tool;
        this.call = call;
        this.arguments = arguments;
    }

    /**
     * Returns the tool's result.
     *
     * @throws CallFailed if the call ends before the route does
     */
    ObjectNode result(Journey journey) {
        Cancellation own = new Cancellation();
        Exchange exchange = exchange(journey, own);
        CompletableFuture<ObjectNode> done = new CompletableFuture<>();
        Runnable cancel =
                () -> done.completeExceptionally(cancelled("the call of the tool " + name() + " was cancelled"));
        Thread worker = Thread.ofVirtual().name("tool-" + name()).unstarted(() -> run(exchange, done));
        journey.cancellation().onCancel(cancel);
        if (!done.isDone()) {
            worker.start();
        }
        try {
            return done.get(Math.max(0, call.deadline().remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new CallFailed(
                    FailureCode.UPSTREAM_TIMEOUT,
                    "the tool " + name() + " did not end within "
                            + call.deadline().limit().toMillis() + " ms");
        } catch (ExecutionException e) {
            throw CallFailed.in(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled("the gateway is shutting down");
        } finally {
            journey.cancellation().done(cancel);
            if (worker.isAlive()) {
                end(worker, exchange, own);
            }
        }
    }

    private void run(Exchange exchange, CompletableFuture<ObjectNode> done) {
        try {
            tool.getProcessor().process(exchange);
            Exception problem = exchange.getException();
            done.complete(problem == null ? ToolResult.of(name(), exchange) : ToolFailure.result(name(), problem));
        } catch (Throwable e) {
            done.complete(ToolFailure.result(name(), e));
        }
    }

    private Exchange exchange(Journey journey, Cancellation own) {
        Exchange exchange = tool.getEndpoint().createExchange(ExchangePattern.InOut);
        journey.put(exchange, own);
        exchange.setVariable("deadline", call.deadline());
        exchange.setVariable("arguments", arguments);
        arguments.properties().forEach(argument -> {
            if (declares(argument.getKey()) && !argument.getValue().isNull()) {
                exchange.getMessage().setHeader(argument.getKey(), value(argument));
            }
        });
        if (tool.declaration().argumentsAsBody()) {
            exchange.getMessage().setBody(arguments.toString());
        }
        return exchange;
    }

    /** A schema may let through what it does not name; that is no header, whatever it is called. */
    private boolean declares(String argument) {
        return tool.declaration().inputSchema().path("properties").has(argument);
    }

    private static Object value(java.util.Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> argument) {
        try {
            return WireJson.MAPPER.treeToValue(argument.getValue(), Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(Thread worker, Exchange exchange, Cancellation own) {
        exchange.setRouteStop(true);
        own.cancel();
        worker.interrupt();
        try {
            worker.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CallFailed cancelled(String message) {
        return new CallFailed(FailureCode.CANCELLED, message);
    }

    private String name() {
        return tool.declaration().name();
    }
}
