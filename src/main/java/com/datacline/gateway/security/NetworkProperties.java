package com.datacline.gateway.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is borne from callers whom nobody knows yet.
 *
 * @param allowedHosts names of the gateway beside the one in its own address and loopback ones
 * @param refusalsPerMinute refusals of one client address that are recorded each minute; with more, tokens that are not
 *     accepted are answered with 429
 */
@ConfigurationProperties("gateway.auth")
record NetworkProperties(
        @DefaultValue({}) List<String> allowedHosts,
        @DefaultValue("60") int refusalsPerMinute) {

    NetworkProperties {
        if (refusalsPerMinute < 1) {
            throw new InvalidConfiguration(
                    "gateway.auth.refusals-per-minute must be at least 1, was " + refusalsPerMinute + ".");
        }
    }
}
