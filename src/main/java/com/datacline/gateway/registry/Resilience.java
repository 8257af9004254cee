package com.datacline.gateway.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How calls of one server are kept from harming others, as its entry says. What is null is as {@code gateway.upstream} has
 * it for all servers.
 */
public record Resilience(CircuitBreaker circuitBreaker, Bulkhead bulkhead, Retry retry) {
    /** An entry that says nothing of it. */
    public static final Resilience UNSAID = new Resilience(
            new CircuitBreaker(null, null, null, null, null, null),
            new Bulkhead(null, null, null),
            new Retry(null, null, null, null, null));

    /**
     * When the server is left alone.
     *
     * @param enabled whether it ever is
     * @param failureRate percent of the last calls that must have failed
     * @param window how many last calls are looked at
     * @param minimumCalls how many there must have been
     * @param open how long it is left alone
     * @param probes calls that then tell whether it is well again
     */
    public record CircuitBreaker(
            @Nullable Boolean enabled,
            @Nullable Integer failureRate,
            @Nullable Integer window,
            @Nullable Integer minimumCalls,
            @Nullable Duration open,
            @Nullable Integer probes) {}

    /**
     * How many calls the server may have at once.
     *
     * @param enabled whether there is a limit
     * @param concurrent the most calls
     * @param patience how long one more waits for room
     */
    public record Bulkhead(
            @Nullable Boolean enabled,
            @Nullable Integer concurrent,
            @Nullable Duration patience) {}

    /**
     * How often a call that does no harm is tried.
     *
     * @param enabled whether it is ever tried again
     * @param attempts how often at most, the first time included
     * @param backoff the pause after the first attempt
     * @param multiplier how much longer each further pause is
     * @param jitter which part of a pause is left to chance, 0 to 1
     */
    public record Retry(
            @Nullable Boolean enabled,
            @Nullable Integer attempts,
            @Nullable Duration backoff,
            @Nullable Double multiplier,
            @Nullable Double jitter) {}
}
