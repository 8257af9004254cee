package com.datacline.gateway.call;

import java.util.Collection;
import java.util.Set;

/**
 * What of a list a client wants to see: the choice is its own, and takes nothing away from what it may call.
 *
 * @param servers only what these servers have; empty for all
 * @param tags only what has one of these tags, or is of a server that has; empty for all
 * @param findOnly of tools only the one by which the others are found
 */
public record Selection(Set<String> servers, Set<String> tags, boolean findOnly) {
    /** Everything that there is. */
    public static final Selection ALL = new Selection(Set.of(), Set.of(), false);

    public Selection {
        servers = Set.copyOf(servers);
        tags = Set.copyOf(tags);
    }

    /** Tells whether it leaves out nothing. */
    public boolean isAll() {
        return servers.isEmpty() && tags.isEmpty() && !findOnly;
    }

    /** Tells whether something is wanted that a server has. */
    public boolean has(String server, Collection<String> tagged) {
        return !findOnly
                && (servers.isEmpty() || servers.contains(server))
                && (tags.isEmpty() || tagged.stream().anyMatch(tags::contains));
    }
}
