package com.datacline.gateway.routes;

/**
 * How the route to a server is.
 *
 * @param stopped whether it is there and does not run
 * @param exchanges calls that came in since the gateway started
 * @param failed those that ended with a failure
 * @param inFlight those that have not ended
 * @param meanMillis how long one takes
 */
public record ServerWay(boolean stopped, long exchanges, long failed, long inFlight, double meanMillis) {}
