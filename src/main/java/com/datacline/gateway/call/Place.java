package com.datacline.gateway.call;

import org.jspecify.annotations.Nullable;

/**
 * Where something is to be had.
 *
 * @param server the server
 * @param subject the tool, prompt or resource URI in the server's own spelling; null for any of them
 */
public record Place(String server, @Nullable String subject) {}
