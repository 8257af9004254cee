package com.datacline.gateway.call;

import java.net.URI;

/**
 * The gateway's login at a server has begun.
 *
 * @param server the server's name in the registry
 * @param authorization where a browser has to go for it
 */
public record LoginStarted(String server, URI authorization) {}
