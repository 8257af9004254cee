package com.datacline.gateway.routes;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One set of routes in a Camel context of its own. It is leased for each request; once retired, it closes when the last
 * lease is given back.
 */
final class Generation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private final CamelContext context;
    private final Entrances entrances;
    private final List<String> selfStarting;
    private final List<RouteFile> files;
    private final BuildFault places;
    /** The leases given out, and one for being current. */
    private final AtomicInteger leases = new AtomicInteger(1);

    /** @param selfStarting ids of routes that act by themselves (timers, queues) and must not act twice */
    Generation(
            CamelContext context,
            Entrances entrances,
            List<String> selfStarting,
            List<RouteFile> files,
            BuildFault places) {
        this.context = context;
        this.entrances = entrances;
        this.selfStarting = List.copyOf(selfStarting);
        this.files = List.copyOf(files);
        this.places = places;
    }

    CamelContext context() {
        return context;
    }

    /** Returns what it was made of. */
    List<RouteFile> files() {
        return files;
    }

    /** Returns where a route stands, with nothing as the reason. */
    RouteFault place(Route route) {
        return places.place(route.getRouteId());
    }

    Entrances entrances() {
        return entrances;
    }

    /** Returns false if it is closed already. */
    boolean lease() {
        return leases.getAndUpdate(n -> n > 0 ? n + 1 : n) > 0;
    }

    /** Gives a lease back. */
    @Override
    public void close() {
        if (leases.decrementAndGet() == 0 && leases.compareAndSet(0, CLOSED)) {
            Thread.startVirtualThread(this::shutDown);
        }
    }

    /** Lets timers and queues run. */
    void begin() throws Exception {
        for (String route : selfStarting) {
            context.getRouteController().startRoute(route);
        }
    }

    /** Stops timers and queues, so that none runs twice. */
    void pause() {
        for (String route : selfStarting) {
            try {
                context.getRouteController().stopRoute(route);
            } catch (Exception e) {
                LOG.warn("route {} of an old generation does not stop", route, e);
            }
        }
    }

    /** Lets timers and queues run again, when the generation that should have followed does not work. */
    void resume() {
        try {
            begin();
        } catch (Exception e) {
            LOG.error("a timer or queue of the routes in force does not start again", e);
        }
    }

    /** Closes at once a generation that was never current. */
    void discard() {
        shutDown();
    }

    private void shutDown() {
        context.stop();
    }
}
