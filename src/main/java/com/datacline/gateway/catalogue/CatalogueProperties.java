package com.datacline.gateway.catalogue;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the gateway learns what its servers offer.
 *
 * @param refresh how long a server's lists are good
 * @param retry when a server that did not answer is asked again
 * @param timeout how long a server may take to tell one of its lists
 * @param firstWait how long the first callers wait for servers that have not answered yet
 * @param pinTools {@code true} or {@code strict}: tools are trusted only as they were first seen, where a server's own
 *     {@code pin_tools} says nothing else
 * @param adminRole the role that may approve quarantined tools
 * @param folder where pins are kept
 * @param pageSize entries on one page of a list, 0 for all on one
 * @param keptLists how much memory the bytes of lists may take that are kept for the next caller
 * @param findToolsFrom from how many tools on the gateway has the tool {@code gateway__find_tools}, 0 for always, -1 for never
 */
@ConfigurationProperties("gateway.catalogue")
public record CatalogueProperties(
        @DefaultValue("60s") Duration refresh,
        @DefaultValue("5s") Duration retry,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("5s") Duration firstWait,
        @DefaultValue("false") String pinTools,
        @DefaultValue("gateway-admin") String adminRole,
        @DefaultValue("data") Path folder,
        @DefaultValue("0") int pageSize,
        @DefaultValue("64MB") DataSize keptLists,
        @DefaultValue("200") int findToolsFrom) {}
