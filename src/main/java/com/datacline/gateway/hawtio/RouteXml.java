package com.datacline.gateway.hawtio;

import java.util.regex.Pattern;

/**
 * Routes as XML, in a form that Hawtio's diagram can draw. Its drawing breaks over any element before {@code from}, which is
 * where Camel 4.18 writes the error handler of a route; a comment says the same.
 */
final class RouteXml {
    private static final Pattern ERROR_HANDLER =
            Pattern.compile("<errorHandler\\b[^>]*>\\s*<(\\w+).*?</errorHandler>", Pattern.DOTALL);

    private RouteXml() {}

    /** Returns the XML with each error handler as a comment. */
    static String drawable(String xml) {
        return ERROR_HANDLER.matcher(xml).replaceAll("<!-- errorHandler: $1 -->");
    }
}
