package com.datacline.gateway.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * A resource's URI together with the server that has it: {@code mcp-server://NAME/} and then the URI as the server
 * spells it, without any escaping, so that cutting the front gives it back.
 *
 * @param server the server's name in the registry, which has no slash
 * @param uri the URI, or URI template, at the server
 */
record ServerUri(String server, String uri) {
    private static final String SCHEME = "mcp-server://";

    /** Returns the two parts, or null if the text is no such URI. */
    static @Nullable ServerUri parse(String text) {
        if (!text.startsWith(SCHEME)) {
            return null;
        }
        int slash = text.indexOf('/', SCHEME.length());
        return slash <= SCHEME.length()
                ? null
                : new ServerUri(text.substring(SCHEME.length(), slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return SCHEME + server + "/" + uri;
    }
}
