package com.datacline.gateway.policy;

import org.jspecify.annotations.Nullable;

/**
 * How the policy is.
 *
 * @param file where its file is, or would be
 * @param enforced whether there is a policy, so that what it does not allow is denied
 * @param rules how many rules it has
 * @param problem why the file as it is now is not in force, or null
 */
public record PolicyStatus(
        String file, boolean enforced, int rules, @Nullable String problem) {}
