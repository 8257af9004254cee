package com.datacline.gateway.routes;

import com.datacline.gateway.registry.McpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One set of routes in a Camel context of its own. It is leased for each request; once retired, it closes when the last
 * lease is given back and what the requests left behind has ended too.
 */
final class Generation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final int CLOSED = Integer.MIN_VALUE / 2;
    private static final long LOOK_MILLIS = 20;
    /** Longer than any timer's or queue's work takes, unless it hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final long number;
    private final List<RouteFile> files;
    private final CamelContext context;
    private final BuildFault places;
    private final Entrances entrances;
    private final List<String> selfStarting;
    private final ToLongFunction<String> inFlight;
    private final Instant since = Instant.now();
    private final Map<String, Long> goneAt = new HashMap<>();
    private final Map<String, Long> stoppedAt = new HashMap<>();
    private final Set<String> stopped = new HashSet<>();
    /** The leases given out, and one for being current. */
    private final AtomicInteger leases = new AtomicInteger(1);

    /**
     * @param number counts generations
     * @param files what it was made of
     * @param places finds its routes in the files
     * @param selfStarting ids of routes that act by themselves (timers, queues) and must not act twice
     * @param inFlight how many messages are in a route
     */
    Generation(
            long number,
            List<RouteFile> files,
            BuildFault places,
            CamelContext context,
            Entrances entrances,
            List<String> selfStarting,
            ToLongFunction<String> inFlight) {
        this.number = number;
        this.files = List.copyOf(files);
        this.places = places;
        this.context = context;
        this.entrances = entrances;
        this.selfStarting = List.copyOf(selfStarting);
        this.inFlight = inFlight;
    }

    long number() {
        return number;
    }

    /** Returns what it was made of. */
    List<RouteFile> files() {
        return files;
    }

    /** Returns where a route stands, with nothing as the reason. */
    RouteFault place(Route route) {
        return places.place(route.getRouteId());
    }

    CamelContext context() {
        return context;
    }

    Entrances entrances() {
        return entrances;
    }

    Instant since() {
        return since;
    }

    /** Returns false if it is closed already. */
    boolean lease() {
        return leases.getAndUpdate(n -> n > 0 ? n + 1 : n) > 0;
    }

    /** Gives a lease back. */
    @Override
    public void close() {
        if (leases.decrementAndGet() == 0 && leases.compareAndSet(0, CLOSED)) {
            Thread.ofVirtual().name("generation-" + number + "-ends").start(this::drain);
        }
    }

    /** Lets timers and queues run. */
    void begin() throws Exception {
        for (String route : selfStarting) {
            context.getRouteController().startRoute(route);
        }
    }

    /**
     * Stops timers and queues, so that none runs twice, and lets them finish what they are at; what they have set going, such
     * as questions to servers, goes on.
     */
    void pause() {
        pause(PATIENCE);
    }

    private void pause(Duration patience) {
        for (String route : selfStarting) {
            // to stop it would stop the steps behind it too, in the middle of what they are at
            ServiceHelper.suspendService(context.getRoute(route).getConsumer());
        }
        await("timers and queues", patience, () -> selfStarting.stream()
                .allMatch(route -> inFlight.applyAsLong(route) == 0));
    }

    /** Lets timers and queues run again, when the generation that should have followed does not work. */
    void resume() {
        for (String route : selfStarting) {
            ServiceHelper.resumeService(context.getRoute(route).getConsumer());
        }
    }

    /** Adds ways to servers that it has none to. */
    void addWays(List<McpServer> servers) throws Exception {
        Set<String> ways = ways();
        for (McpServer server : servers) {
            if (!ways.contains(GenerationBuilder.way(server.name()))) {
                GenerationBuilder.addWay(context, server);
            }
        }
    }

    /** Returns how many of the servers it has no way to. */
    int missing(List<McpServer> servers) {
        Set<String> ways = ways();
        return (int) servers.stream()
                .filter(server -> !ways.contains(GenerationBuilder.way(server.name())))
                .count();
    }

    /** Returns how many ways it has to servers that are not among these. */
    int gone(List<McpServer> servers) {
        Set<String> ways = ways();
        servers.forEach(server -> ways.remove(GenerationBuilder.way(server.name())));
        return ways.size();
    }

    private Set<String> ways() {
        return context.getRoutes().stream()
                .map(Route::getId)
                .filter(id -> id.startsWith(GenerationBuilder.way("")))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Takes away the ways to servers that are gone, once that has been so for a while and nothing is on them: whoever was on
     * the way there when the server went still arrives.
     *
     * @param servers those that are there
     * @param patienceNanos for how long a way must have led nowhere
     */
    void removeWays(List<McpServer> servers, long patienceNanos) {
        Set<String> wanted = new HashSet<>();
        servers.forEach(server -> wanted.add(GenerationBuilder.way(server.name())));
        long now = System.nanoTime();
        goneAt.keySet().removeAll(wanted);
        Set<String> gone = ways();
        gone.removeAll(wanted);
        for (String route : gone) {
            long since = goneAt.computeIfAbsent(route, id -> now);
            if (now - since >= patienceNanos && context.getInflightRepository().size(route) == 0) {
                remove(route);
            }
        }
    }

    /**
     * Stops the ways to servers that an operator has stopped, once that has been so for a while and nothing is on them, and
     * starts those again that are not to be stopped any more.
     *
     * @param servers those that are stopped
     * @param patienceNanos for how long nobody can have set out on one
     */
    void stopWays(Set<String> servers, long patienceNanos) {
        Set<String> wanted = new HashSet<>();
        servers.forEach(server -> wanted.add(GenerationBuilder.way(server)));
        long now = System.nanoTime();
        stoppedAt.keySet().retainAll(wanted);
        try {
            for (String route : wanted) {
                long since = stoppedAt.computeIfAbsent(route, id -> now);
                boolean idle = context.getInflightRepository().size(route) == 0;
                if (now - since >= patienceNanos && idle && !stopped.contains(route)) {
                    context.getRouteController().stopRoute(route);
                    stopped.add(route);
                }
            }
            for (String route : List.copyOf(stopped)) {
                if (!wanted.contains(route)) {
                    context.getRouteController().startRoute(route);
                    stopped.remove(route);
                }
            }
        } catch (Exception e) {
            LOG.warn("the ways to {} cannot be stopped or started", servers, e);
        }
    }

    private void remove(String route) {
        try {
            context.getRouteController().stopRoute(route);
            context.removeRoute(route);
            forget("direct://" + route);
            forget("mcp://" + route.substring(GenerationBuilder.way("").length()));
            goneAt.remove(route);
            stopped.remove(route);
        } catch (Exception e) {
            LOG.warn("route {}, whose server is gone, cannot be removed", route, e);
        }
    }

    private void forget(String uri) throws Exception {
        Endpoint endpoint = context.hasEndpoint(uri);
        if (endpoint != null) {
            context.removeEndpoint(endpoint);
        }
    }

    boolean isClosed() {
        return context.isStopped();
    }

    /** Ends with the gateway; what timers and queues are in the middle of gets a moment. */
    void end() {
        pause(MOMENT);
        context.stop();
    }

    /** Closes at once a generation that was never current. */
    void discard() {
        context.stop();
    }

    /** Wire taps go on after the request they belong to, and queues have their contents: these are waited for. */
    private void drain() {
        await("calls", PATIENCE, () -> context.getInflightRepository().size() == 0);
        context.getShutdownStrategy().setTimeout(PATIENCE.toSeconds());
        context.stop();
    }

    private void await(String what, Duration patience, BooleanSupplier ended) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!ended.getAsBoolean()) {
                if (System.nanoTime() - end > 0) {
                    LOG.warn("{} of generation {} do not end within {} s", what, number, patience.toSeconds());
                    return;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
