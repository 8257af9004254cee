package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools of all servers, before and after the policy has looked at them.
 *
 * @param entries in the order they are shown
 * @param cursor where the page begins, or null for the first one
 */
public record Listing(List<Entry> entries, @Nullable String cursor) {
    public Listing {
        entries = List.copyOf(entries);
    }

    /**
     * One tool.
     *
     * @param servers the servers that a call may reach
     * @param tool its name there, or null where any tool may be called
     * @param definition as {@code tools/list} shows it
     */
    public record Entry(List<String> servers, @Nullable String tool, ObjectNode definition) {}
}
