package com.datacline.gateway.routes;

/** What has become of an edit of the routes. */
public sealed interface RoutesNews {

    /**
     * The new routes are in force.
     *
     * @param folder where they are
     * @param hash SHA-256 of all files, in hexadecimal
     * @param routes how many routes there are
     */
    record Changed(String folder, String hash, int routes) implements RoutesNews {}

    /**
     * They cannot be used; the routes before them stay in force.
     *
     * @param folder where they are
     * @param problem file, line and reason of each fault, one a line
     */
    record Rejected(String folder, String problem) implements RoutesNews {}
}
