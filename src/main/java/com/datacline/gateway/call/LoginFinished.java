package com.datacline.gateway.call;

/**
 * The gateway is logged in at a server.
 *
 * @param server the server's name in the registry
 * @param person the caller who began it
 */
public record LoginFinished(String server, String person) {}
