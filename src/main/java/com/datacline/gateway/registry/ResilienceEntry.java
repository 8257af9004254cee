package com.datacline.gateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys {@code circuit_breaker}, {@code bulkhead} and {@code retry} of an entry, known to fit the schema. */
final class ResilienceEntry {
    private ResilienceEntry() {}

    static Resilience read(JsonNode entry) {
        JsonNode breaker = entry.path("circuit_breaker");
        JsonNode bulkhead = entry.path("bulkhead");
        JsonNode retry = entry.path("retry");
        return new Resilience(
                new Resilience.CircuitBreaker(
                        enabled(breaker),
                        whole(breaker, "failure_rate"),
                        whole(breaker, "window"),
                        whole(breaker, "minimum_calls"),
                        seconds(breaker, "open"),
                        whole(breaker, "probes")),
                new Resilience.Bulkhead(enabled(bulkhead), whole(bulkhead, "concurrent"), seconds(bulkhead, "wait")),
                new Resilience.Retry(
                        enabled(retry),
                        whole(retry, "attempts"),
                        seconds(retry, "backoff"),
                        number(retry, "multiplier"),
                        number(retry, "jitter")));
    }

    /** Who says how, wants it. */
    private static @Nullable Boolean enabled(JsonNode block) {
        return block.isObject() ? Boolean.TRUE : block.isBoolean() ? block.booleanValue() : null;
    }

    private static @Nullable Integer whole(JsonNode block, String key) {
        return block.has(key) ? block.path(key).asInt() : null;
    }

    private static @Nullable Double number(JsonNode block, String key) {
        return block.has(key) ? block.path(key).asDouble() : null;
    }

    private static @Nullable Duration seconds(JsonNode block, String key) {
        return block.has(key) ? Duration.ofMillis(Math.round(block.path(key).asDouble() * 1000)) : null;
    }
}
