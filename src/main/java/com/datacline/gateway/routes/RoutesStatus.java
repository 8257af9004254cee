package com.datacline.gateway.routes;

import java.time.Instant;
import java.util.List;

/**
 * How the routes are.
 *
 * @param generation counts the sets of routes that have been in force since the start
 * @param since when this one came into force
 * @param routes how many routes it has
 * @param draining how many earlier ones still have calls in them
 * @param problems why the files as they are now are not in force; empty if they are
 */
public record RoutesStatus(long generation, Instant since, int routes, int draining, List<RouteFault> problems) {

    public RoutesStatus {
        problems = List.copyOf(problems);
    }
}
