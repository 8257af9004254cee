package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Attempts;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.ServerFault;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are tried again. Route steps {@code count}, before each attempt, and {@code after} and {@code pause}, after one
 * that failed.
 */
public final class Retries {
    private final RetryProperties properties;
    private final BiFunction<String, String, JsonNode> annotations;
    private final Predicate<String> leftAlone;

    /**
     * @param annotations tells what a server says of one of its tools (server, tools, tool annotations)
     * @param leftAlone tells whether a server's circuit breaker is open
     */
    public Retries(
            RetryProperties properties, BiFunction<String, String, JsonNode> annotations, Predicate<String> leftAlone) {
        this.properties = properties;
        this.annotations = annotations;
        this.leftAlone = leftAlone;
    }

    /** Counts an attempt that begins. */
    public Attempts count(@Body UpstreamCall call, @Variable(Attempts.VARIABLE) @Nullable Object before) {
        String id = call.call().id();
        return before instanceof Attempts(String counted, int made) && counted.equals(id)
                ? new Attempts(id, made + 1)
                : new Attempts(id, 1);
    }

    /**
     * Returns the call, which is to be tried again.
     *
     * @throws ServerFault that it failed with, if it is not
     */
    public UpstreamCall after(
            @ExchangeException ServerFault fault,
            @Body UpstreamCall call,
            @Variable(Attempts.VARIABLE) Attempts attempts,
            @Variable("cancellation") @Nullable Object cancellation) {
        RetryProperties settings = settings(call.server());
        boolean again = fault.isMomentary()
                && attempts.made() < settings.most()
                && doesNoHarm(call)
                && settings.pause(attempts.made(), 0).toNanos()
                        < call.call().deadline().remainingNanos()
                && isWanted(fault.failure().retryAfter(), settings.pause(attempts.made(), 1))
                && !(cancellation instanceof Cancellation caller && caller.cancelled())
                && !leftAlone.test(call.server().name());
        if (!again) {
            throw fault;
        }
        return call;
    }

    /** Returns the milliseconds until the next attempt; chance keeps calls that failed together from coming back together. */
    public long pause(@Body UpstreamCall call, @Variable(Attempts.VARIABLE) Attempts attempts) {
        Duration pause = settings(call.server())
                .pause(attempts.made(), ThreadLocalRandom.current().nextDouble());
        return pause.toMillis();
    }

    /** Returns the settings as the registry would have them; {@code false} for none. */
    public JsonNode shown(McpServer server) {
        return settings(server).shown();
    }

    private RetryProperties settings(McpServer server) {
        return properties.with(server.resilience().retry());
    }

    /** A server that says when it wants to be asked again is not asked before; the caller hears what it said. */
    private static boolean isWanted(@Nullable Duration after, Duration leastPause) {
        return after == null || leastPause.compareTo(after) >= 0;
    }

    private boolean doesNoHarm(UpstreamCall call) {
        Operation operation = call.call().operation();
        return switch (operation.action()) {
            case READ_RESOURCE, GET_PROMPT -> true;
            case INVOKE_TOOL -> {
                JsonNode said = annotations.apply(call.server().name(), operation.subject());
                yield isTrue(said, "readOnlyHint") || isTrue(said, "idempotentHint");
            }
            default -> false;
        };
    }

    /** What is no truth value says nothing. */
    private static boolean isTrue(JsonNode annotations, String hint) {
        return annotations.path(hint).isBoolean() && annotations.path(hint).booleanValue();
    }
}
