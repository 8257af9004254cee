package com.datacline.gateway.upstream;

import com.datacline.gateway.registry.Resilience;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a server that keeps failing is left alone.
 *
 * @param enabled whether it ever is
 * @param failureRate percent of the last calls that must have failed
 * @param window how many last calls are looked at
 * @param minimumCalls how many there must have been before anything is concluded from them
 * @param open how long it is left alone
 * @param probes calls that then tell whether it is well again
 */
@ConfigurationProperties("gateway.upstream.breaker")
public record BreakerProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("50") int failureRate,
        @DefaultValue("50") int window,
        @DefaultValue("20") int minimumCalls,
        @DefaultValue("15s") Duration open,
        @DefaultValue("3") int probes) {

    /** Returns what is in force for a server whose entry says this. */
    BreakerProperties with(Resilience.CircuitBreaker said) {
        return new BreakerProperties(
                Objects.requireNonNullElse(said.enabled(), enabled),
                Objects.requireNonNullElse(said.failureRate(), failureRate),
                Objects.requireNonNullElse(said.window(), window),
                Objects.requireNonNullElse(said.minimumCalls(), minimumCalls),
                Objects.requireNonNullElse(said.open(), open),
                Objects.requireNonNullElse(said.probes(), probes));
    }

    /** Returns it as the registry would have it, with durations in seconds. */
    JsonNode shown() {
        return enabled
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("failure_rate", failureRate)
                        .put("window", window)
                        .put("minimum_calls", minimumCalls)
                        .put("probes", probes)
                        .set("open", Seconds.of(open))
                : BooleanNode.FALSE;
    }
}
