package com.datacline.gateway.upstream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Servers that are programs of this machine.
 *
 * @param enabled whether the gateway starts programs at all
 * @param maxProcessesPerServer how many processes of one server may live at once
 * @param startTimeout how long a process may take until it has shaken hands
 * @param probeTimeout how long one may be silent to {@code server/discover} before it is taken for a legacy server
 * @param stopPatience how long a process may take to end when its input has ended, and again when it was asked by SIGTERM
 */
@ConfigurationProperties("gateway.stdio")
public record StdioProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("20") int maxProcessesPerServer,
        @DefaultValue("60s") Duration startTimeout,
        @DefaultValue("5s") Duration probeTimeout,
        @DefaultValue("2s") Duration stopPatience) {}
