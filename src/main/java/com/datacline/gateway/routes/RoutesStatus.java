package com.datacline.gateway.routes;

import java.time.Instant;
import java.util.List;

/**
 * How the routes are.
 *
 * @param generation how many sets of routes have been in force so far, this one included
 * @param since since when this one is in force
 * @param routes how many routes it has, those of servers included
 * @param draining how many older sets still have calls to finish
 * @param problems why the files as they are now are not in force; empty if they are
 */
public record RoutesStatus(long generation, Instant since, int routes, int draining, List<RouteFault> problems) {
    public RoutesStatus {
        problems = List.copyOf(problems);
    }

    /** Returns {@code current}, or {@code stale} while older routes than the files' are in force. */
    public String state() {
        return problems.isEmpty() ? "current" : "stale";
    }
}
