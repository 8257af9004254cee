package com.datacline.gateway.operations;

import org.jspecify.annotations.Nullable;

/**
 * How the policy is.
 *
 * @param file where its file is, or would be
 * @param enforced whether there is a policy
 * @param rules how many rules it has
 * @param problem why the file as it is now is not in force, or null
 */
public record PolicyState(
        String file, boolean enforced, int rules, @Nullable String problem) {

    /** Returns {@code none}, {@code enforced}, or {@code stale} while an older policy than the file's is in force. */
    String status() {
        return problem != null ? "stale" : enforced ? "enforced" : "none";
    }
}
