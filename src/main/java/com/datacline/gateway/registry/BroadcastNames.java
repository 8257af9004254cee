package com.datacline.gateway.registry;

/** Names of the tools that stand for many servers. */
public final class BroadcastNames {
    private static final String PREFIX = "broadcast__";

    private BroadcastNames() {}

    /** Returns the tool that calls {@code tool} on all servers that have it. */
    public static String byTool(String tool) {
        return PREFIX + tool;
    }

    /** Returns the tool that calls any tool on all servers with the tag; odd characters and {@code -} become {@code _}. */
    public static String byTag(String tag) {
        return PREFIX + "by_tag__" + tag.replaceAll("[^A-Za-z0-9_.]", "_");
    }
}
