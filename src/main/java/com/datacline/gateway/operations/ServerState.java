package com.datacline.gateway.operations;

import org.jspecify.annotations.Nullable;

/**
 * How a server is.
 *
 * @param name its name
 * @param enabled whether it may be called
 * @param tools how many tools it offers
 * @param quarantined how many more it has that are kept away from callers
 * @param problem why it offers none, or null
 * @param shapingProblem what is wrong with the routes that shape its tools, or null
 */
public record ServerState(
        String name,
        boolean enabled,
        int tools,
        int quarantined,
        @Nullable String problem,
        @Nullable String shapingProblem) {

    boolean isWhole() {
        return problem == null && shapingProblem == null && quarantined == 0;
    }
}
