package com.datacline.gateway.operations;

import java.util.List;

/**
 * How the routes are.
 *
 * @param status {@code current}, or {@code stale} while older routes than the files' are in force
 * @param generation how many sets of routes have been in force so far
 * @param problems why the files as they are now are not in force, with file and line
 */
public record RoutesState(String status, long generation, List<String> problems) {}
