package com.datacline.gateway.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What is trusted of a tool, and what has been found instead.
 *
 * @param pinned what is trusted, or null for a tool that nobody has approved yet
 * @param found what the server tells now, if that is something else; then the tool is quarantined
 */
record Pin(@Nullable Definition pinned, @Nullable Definition found) {

    boolean isQuarantined() {
        return found != null;
    }

    /** Returns why the tool is quarantined. */
    String reason() {
        if (pinned == null || found == null) {
            return "it is new";
        }
        return "its " + String.join(", ", pinned.changes(found)) + " changed since it was pinned";
    }

    String pinnedHash() {
        return pinned == null ? "" : pinned.hash();
    }

    String foundHash() {
        return found == null ? "" : found.hash();
    }
}
