package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all servers offer of one kind, before and after the policy has looked at it.
 *
 * @param action what is listed, one of {@link Action#LISTS}
 * @param entries in the order they are shown
 * @param cursor where the page begins, or null for the first one
 * @param fresh how long the list is good
 */
public record Listing(
        Action action, List<Entry> entries, @Nullable String cursor, Duration fresh) {
    public Listing {
        entries = List.copyOf(entries);
    }

    /** Returns the same list with these entries only. */
    public Listing of(List<Entry> others) {
        return new Listing(action, others, cursor, fresh);
    }

    /**
     * One tool, resource, resource template or prompt.
     *
     * @param servers the servers that a call may reach
     * @param subject its name or URI there, or null where any tool may be called
     * @param definition as the list shows it
     */
    public record Entry(List<String> servers, @Nullable String subject, ObjectNode definition) {}
}
