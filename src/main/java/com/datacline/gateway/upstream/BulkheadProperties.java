package com.datacline.gateway.upstream;

import com.datacline.gateway.registry.Resilience;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * How many calls one server may have at once.
 *
 * @param enabled whether there is a limit
 * @param concurrent the most calls
 * @param patience how long one more waits for room
 */
@ConfigurationProperties("gateway.upstream.bulkhead")
public record BulkheadProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("200") int concurrent,
        @Name("wait") @DefaultValue("500ms") Duration patience) {

    public BulkheadProperties {
        if (concurrent < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("gateway.upstream.bulkhead: concurrent must be at least 1, and wait not"
                    + " negative; they are " + concurrent + " and " + patience);
        }
    }

    /** Returns what is in force for a server whose entry says this. */
    BulkheadProperties with(Resilience.Bulkhead said) {
        return new BulkheadProperties(
                Objects.requireNonNullElse(said.enabled(), enabled),
                Objects.requireNonNullElse(said.concurrent(), concurrent),
                Objects.requireNonNullElse(said.patience(), patience));
    }
}
