package com.datacline.gateway.tools;

/** A tool that is declared in a way that cannot be used; the routes it belongs to are not built. */
final class InvalidTool extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidTool(String tool, String why) {
        super("ai-tool:" + tool + ": " + why);
    }
}
