package com.datacline.gateway.registry;

/** What has become of a change of the registry's file. */
public sealed interface RegistryNews {

    /**
     * The new registry is in force.
     *
     * @param file where it is
     * @param hash SHA-256 of what it holds, in hexadecimal
     * @param servers how many servers it has
     */
    record Changed(String file, String hash, int servers) implements RegistryNews {}

    /**
     * The file cannot be used; the registry before it stays in force.
     *
     * @param file where it is
     * @param problem file, line and reason of each fault, one a line
     */
    record Rejected(String file, String problem) implements RegistryNews {}
}
