package com.datacline.gateway.policy;

/** What has become of a change of the policy's file. */
public sealed interface PolicyNews {

    /**
     * The new policy is in force.
     *
     * @param file where it is
     * @param hash SHA-256 of what it holds, in hexadecimal
     * @param rules how many rules it has
     */
    record Changed(String file, String hash, int rules) implements PolicyNews {}

    /**
     * The file cannot be used; the policy before it stays in force.
     *
     * @param file where it is
     * @param problem file, line and reason of each fault, one a line
     */
    record Rejected(String file, String problem) implements PolicyNews {}
}
