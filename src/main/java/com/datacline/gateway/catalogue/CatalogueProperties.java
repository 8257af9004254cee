package com.datacline.gateway.catalogue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway learns what its servers offer.
 *
 * @param refresh how long a server's lists are good
 * @param retry when a server that did not answer is asked again
 * @param timeout how long a server may take to tell one of its lists
 * @param firstWait how long the first callers wait for servers that have not answered yet
 * @param pageSize entries on one page of a list, 0 for all on one
 */
@ConfigurationProperties("gateway.catalogue")
public record CatalogueProperties(
        @DefaultValue("60s") Duration refresh,
        @DefaultValue("5s") Duration retry,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("5s") Duration firstWait,
        @DefaultValue("0") int pageSize) {}
