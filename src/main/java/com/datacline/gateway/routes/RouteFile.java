package com.datacline.gateway.routes;

import com.datacline.gateway.yaml.Fingerprint;

/**
 * A file of the folder of routes as it was read.
 *
 * @param name the file relative to the folder of routes
 */
public record RouteFile(String name, String text) {

    /** Tells whether it holds routes, and not a Kamelet. */
    boolean holdsRoutes() {
        return name.endsWith(RouteFiles.ROUTES);
    }

    /** Returns the text's digest in hexadecimal digits. */
    public String sha256() {
        return Fingerprint.of(text);
    }
}
