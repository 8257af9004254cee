package com.datacline.gateway.call;

/**
 * The gateway is logged in at a server.
 *
 * @param server the server's name in the registry
 */
public record LoginFinished(String server) {}
