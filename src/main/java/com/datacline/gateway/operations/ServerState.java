package com.datacline.gateway.operations;

import org.jspecify.annotations.Nullable;

/**
 * How a server is.
 *
 * @param name its name
 * @param enabled whether it may be called
 * @param tools how many tools it offers
 * @param problem why it offers none, or null
 */
public record ServerState(
        String name, boolean enabled, int tools, @Nullable String problem) {}
