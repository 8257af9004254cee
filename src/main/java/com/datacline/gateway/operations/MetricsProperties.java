package com.datacline.gateway.operations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is measured.
 *
 * @param mostTools how many tools have time series of their own; the others are {@code other} together
 */
@ConfigurationProperties("gateway.metrics")
public record MetricsProperties(@DefaultValue("1000") int mostTools) {}
