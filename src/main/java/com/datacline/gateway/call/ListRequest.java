package com.datacline.gateway.call;

import org.jspecify.annotations.Nullable;

/**
 * The wish to see the tools of all servers.
 *
 * @param server restricts the list to one server's tools, or null
 * @param cursor where the page begins, or null for the first one
 */
public record ListRequest(@Nullable String server, @Nullable String cursor) {}
