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
 * How often a call that does no harm is tried.
 *
 * @param enabled whether it is ever tried again
 * @param attempts how often at most, the first time included
 * @param backoff the pause after the first attempt
 * @param multiplier how much longer each further pause is
 * @param jitter which part of a pause is left to chance, 0 to 1
 */
@ConfigurationProperties("gateway.upstream.retry")
public record RetryProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("3") int attempts,
        @DefaultValue("100ms") Duration backoff,
        @DefaultValue("2") double multiplier,
        @DefaultValue("0.5") double jitter) {

    public RetryProperties {
        if (attempts < 1 || backoff.isNegative() || multiplier < 1 || jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException("gateway.upstream.retry: attempts and multiplier must be at least 1,"
                    + " backoff not negative, and jitter between 0 and 1; they are " + attempts + ", " + multiplier
                    + ", " + backoff + " and " + jitter);
        }
    }

    /** Returns what is in force for a server whose entry says this. */
    RetryProperties with(Resilience.Retry said) {
        return new RetryProperties(
                Objects.requireNonNullElse(said.enabled(), enabled),
                Objects.requireNonNullElse(said.attempts(), attempts),
                Objects.requireNonNullElse(said.backoff(), backoff),
                Objects.requireNonNullElse(said.multiplier(), multiplier),
                Objects.requireNonNullElse(said.jitter(), jitter));
    }

    /** Returns how often a call is tried. */
    int most() {
        return enabled ? attempts : 1;
    }

    /**
     * Returns the pause after an attempt that failed.
     *
     * @param made which attempt it was, from 1
     * @param chance where in its range the pause is, 0 to 1
     */
    Duration pause(int made, double chance) {
        double whole = backoff.toMillis() * Math.pow(multiplier, made - 1);
        return Duration.ofMillis(Math.round(whole * (1 - jitter * chance)));
    }

    /** Returns it as the registry would have it, with durations in seconds. */
    JsonNode shown() {
        return enabled
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("attempts", attempts)
                        .put("multiplier", multiplier)
                        .put("jitter", jitter)
                        .set("backoff", Seconds.of(backoff))
                : BooleanNode.FALSE;
    }
}
