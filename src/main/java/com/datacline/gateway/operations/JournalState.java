package com.datacline.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the audit journal can be written.
 *
 * @param problem why not, or null
 * @param since when that began, or null
 * @param required whether calls are refused meanwhile
 */
public record JournalState(
        @Nullable String problem, @Nullable Instant since, boolean required) {

    /** Tells whether calls are refused. */
    public boolean refuses() {
        return problem != null && required;
    }
}
