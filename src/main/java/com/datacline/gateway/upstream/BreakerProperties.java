package com.datacline.gateway.upstream;

import java.time.Duration;
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
        @DefaultValue("3") int probes) {}
