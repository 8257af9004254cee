package com.datacline.gateway.shaping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of one Camel context that shape something, in the order of their files. */
final class Hooks {
    private static final Hook[] NONE = {};

    private volatile Map<Point, Hook[]> byPoint = new EnumMap<>(Point.class);

    /** Adds a route, or puts it in the place of its former self: a route that is started again begins anew. */
    synchronized void add(Hook hook) {
        List<Hook> all = new ArrayList<>(all(hook.point()));
        boolean again = all.stream().anyMatch(one -> one.isOfRoute(hook));
        if (again) {
            all.replaceAll(one -> one.isOfRoute(hook) ? hook : one);
        } else {
            all.add(hook);
        }
        Map<Point, Hook[]> more = new EnumMap<>(byPoint);
        more.put(hook.point(), all.toArray(Hook[]::new));
        byPoint = more;
    }

    synchronized void remove(Hook hook) {
        Map<Point, Hook[]> others = new EnumMap<>(byPoint);
        others.computeIfPresent(
                hook.point(),
                (point, some) -> Arrays.stream(some).filter(one -> one != hook).toArray(Hook[]::new));
        byPoint = others;
    }

    /** Tells whether nothing is ever shaped there. */
    boolean noneAt(Point point) {
        return at(point).length == 0;
    }

    /**
     * Returns those that shape something of a server.
     *
     * @param tool the tool's own name at the server; empty for what is no tool's, which only routes for all tools shape;
     *     null for what may be any tool's
     */
    List<Hook> matching(Point point, String server, @Nullable String tool) {
        Hook[] all = at(point);
        return all.length == 0
                ? List.of()
                : Arrays.stream(all).filter(hook -> hook.isAbout(server, tool)).toList();
    }

    List<Hook> all(Point point) {
        return List.of(at(point));
    }

    private Hook[] at(Point point) {
        return byPoint.getOrDefault(point, NONE);
    }
}
