package com.datacline.gateway.policy;

/**
 * What the policy says, and why.
 *
 * @param allowed whether it may be done; for a question that leaves something open, whether it may be that it may
 * @param because the rule, role or default that decides, such as {@code rule "no-deletions"}
 * @param line where that stands in the file, or 0
 */
record Ruling(boolean allowed, String because, int line) {

    /** Returns the reason with its place, such as {@code rule "no-deletions" (policy.yaml:12)}. */
    String reason(String file) {
        return line == 0 ? because : because + " (" + file + ":" + line + ")";
    }
}
