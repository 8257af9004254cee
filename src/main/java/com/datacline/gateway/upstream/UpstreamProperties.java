package com.datacline.gateway.upstream;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the gateway calls its servers.
 *
 * @param connectTimeout how long a TCP connection may take
 * @param maxResponse the largest answer that is read
 * @param maxConnections open connections to all servers together
 * @param maxConnectionsPerServer open connections to one server
 * @param maxPages pages of a list that are followed
 * @param maxStreams open streams by which servers say what belongs to no call
 * @param inputPatience how long a call waits for what its server asked of a client
 * @param maxHeld calls at one server that wait for input at once
 * @param truststore a PEM file of certificates that are trusted beside Java's own, or null
 */
@ConfigurationProperties("gateway.upstream")
public record UpstreamProperties(
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("16MB") DataSize maxResponse,
        @DefaultValue("2000") int maxConnections,
        @DefaultValue("500") int maxConnectionsPerServer,
        @DefaultValue("1000") int maxPages,
        @DefaultValue("2000") int maxStreams,
        @DefaultValue("5m") Duration inputPatience,
        @DefaultValue("100") int maxHeld,
        @Nullable Path truststore) {

    public UpstreamProperties {
        truststore = truststore == null || truststore.toString().isBlank() ? null : truststore;
    }
}
