package com.datacline.gateway.routes;

import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.yaml.Settling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The routes in force. A new generation is built aside and started, which is its validation; then it takes over in one
 * step, and the old one ends when its last request has. A generation that cannot be built changes nothing.
 */
public final class Generations implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    /** Old generations that may have calls in them at once; a further edit waits until one has ended. */
    private static final int MOST_DRAINING = 20;

    /** Ways to servers that are added or removed one by one. */
    private static final int MANY = 25;

    private static final Duration GONE_FOR = Duration.ofSeconds(2);

    private final GenerationBuilder builder;
    private final boolean autoStart;
    private final Supplier<Registry> registry;
    private final AtomicReference<@Nullable Generation> current = new AtomicReference<>();
    private final List<Generation> draining = new CopyOnWriteArrayList<>();
    private final List<Consumer<CamelContext>> followers = new CopyOnWriteArrayList<>();
    private final List<Consumer<RoutesNews>> listeners = new CopyOnWriteArrayList<>();
    private final Settling<Look> settling = new Settling<>(null);
    private volatile List<RouteFault> problems = List.of();
    private long built;

    /** @param autoStart whether the routes are loaded when the application starts */
    public Generations(GenerationBuilder builder, Supplier<Registry> registry, boolean autoStart) {
        this.builder = builder;
        this.registry = registry;
        this.autoStart = autoStart;
    }

    /** Has someone hear of the routes that are in force now. */
    public void afterSwap(Consumer<CamelContext> follower) {
        followers.add(follower);
    }

    /** Has a listener hear what becomes of every edit. It must not block. */
    public void onNews(Consumer<RoutesNews> listener) {
        listeners.add(listener);
    }

    /**
     * Loads the folder of routes and swaps it in.
     *
     * @throws InvalidRoutes if it cannot be used; the routes in force stay
     */
    public void load() {
        try {
            take(builder.read());
        } catch (InvalidRoutes e) {
            problems = e.faults();
            throw e;
        }
    }

    /** Looks at the folder, and makes use of an edit that has settled. */
    public void refresh() {
        Look look = look();
        synchronized (this) {
            if (!settling.settles(look)) {
                return;
            }
            if (draining() >= MOST_DRAINING) {
                settling.unsettle();
                return;
            }
        }
        try {
            if (look instanceof Look.Files(List<RouteFile> files)) {
                Generation now = current.get();
                if (now == null || !files.equals(now.files())) {
                    take(files);
                } else {
                    problems = List.of();
                    LOG.info("the routes in {} are again those in force", builder.folder());
                    tellChanged(now);
                }
            } else {
                load();
            }
        } catch (InvalidRoutes e) {
            problems = e.faults();
            LOG.error("{}\nKeeping the previous routes.", e.getMessage());
            tell(new RoutesNews.Rejected(builder.folder().toString(), String.valueOf(e.getMessage())));
        }
    }

    /** Returns how the routes are. */
    public RoutesStatus status() {
        Generation now = current.get();
        if (now == null) {
            return new RoutesStatus(0, Instant.EPOCH, 0, 0, problems);
        }
        return new RoutesStatus(now.number(), now.since(), now.context().getRoutesSize(), draining(), problems);
    }

    /**
     * Makes ways to servers that are about to be there, also for calls that began on earlier routes. For many servers at once
     * a whole generation is made, because adding a route takes Camel longer the more there are.
     */
    public synchronized void prepare(Registry next) {
        Generation now = current.get();
        if (now == null) {
            return;
        }
        try {
            if (now.missing(next.routed()) > MANY) {
                swap(now.files(), next);
                return;
            }
            now.addWays(next.routed());
            now.stopWays(next.stopped(), GONE_FOR.toNanos());
            for (Generation old : draining) {
                if (!old.isClosed()) {
                    old.addWays(next.routed());
                    old.stopWays(next.stopped(), GONE_FOR.toNanos());
                }
            }
        } catch (InvalidRoutes e) {
            throw e;
        } catch (Exception e) {
            throw new InvalidRoutes(
                    List.of(new RouteFault("", 0, "there can be no route to a new server: " + e.getMessage())), e);
        }
    }

    /** Takes away the ways to servers that have been gone for a while; if they are many, with a new generation. */
    public synchronized void sweep() {
        draining.removeIf(Generation::isClosed);
        Generation now = current.get();
        if (now == null) {
            return;
        }
        Registry known = registry.get();
        if (now.gone(known.routed()) > MANY) {
            swap(now.files(), known);
        } else {
            now.removeWays(known.routed(), GONE_FOR.toNanos());
            now.stopWays(known.stopped(), GONE_FOR.toNanos());
        }
    }

    /**
     * Returns the MBeans of the routes in force.
     *
     * @throws IllegalStateException if there are none
     */
    public MBeanServer beans() {
        Generation now = current.get();
        if (now == null) {
            throw new IllegalStateException("no routes are loaded");
        }
        return now.context().getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private void take(List<RouteFile> files) {
        Generation next = swap(files, null);
        problems = List.of();
        followers.forEach(follower -> follower.accept(next.context()));
        LOG.info("{} routes are in force", next.context().getRoutesSize());
        tellChanged(next);
    }

    /** @param servers the servers, or null for those that the files go with */
    private synchronized Generation swap(List<RouteFile> files, @Nullable Registry servers) {
        Generation next = builder.build(files, built + 1, servers);
        Generation old = current.get();
        if (old != null) {
            old.pause();
        }
        try {
            next.begin();
        } catch (Exception e) {
            next.discard();
            if (old != null) {
                old.resume();
            }
            throw new InvalidRoutes(
                    List.of(new RouteFault(
                            "", 0, "a timer or queue of the new routes does not start: " + e.getMessage())),
                    e);
        }
        current.set(next);
        built++;
        if (old != null) {
            draining.add(old);
            old.close();
        }
        return next;
    }

    /** Returns the files, or why there are none. */
    private Look look() {
        try {
            return new Look.Files(builder.read());
        } catch (InvalidRoutes e) {
            return new Look.Nothing(String.valueOf(e.getMessage()));
        }
    }

    /** How the folder looks. */
    private sealed interface Look {
        /** Its files. */
        record Files(List<RouteFile> files) implements Look {}

        /** Why there are none. */
        record Nothing(String why) implements Look {}
    }

    private int draining() {
        return (int) draining.stream().filter(old -> !old.isClosed()).count();
    }

    private void tellChanged(Generation now) {
        tell(new RoutesNews.Changed(
                builder.folder().toString(),
                RouteFiles.fingerprint(now.files()),
                now.context().getRoutesSize()));
    }

    private void tell(RoutesNews news) {
        listeners.forEach(listener -> listener.accept(news));
    }

    /** Returns the current generation, which stays open until it is given back by closing it. */
    Generation lease() {
        while (true) {
            Generation generation = current.get();
            if (generation == null) {
                throw new IllegalStateException("no routes are loaded");
            }
            if (generation.lease()) {
                return generation;
            }
        }
    }

    @Override
    public boolean isAutoStartup() {
        return autoStart;
    }

    @Override
    public void start() {
        List<RouteFile> files = builder.read();
        // seen twice, it is known
        settling.settles(new Look.Files(files));
        settling.settles(new Look.Files(files));
        Generation first = swap(files, null);
        followers.forEach(follower -> follower.accept(first.context()));
        LOG.info("{} routes are in force", first.context().getRoutesSize());
    }

    @Override
    public synchronized void stop() {
        Generation last = current.getAndSet(null);
        if (last != null) {
            last.end();
        }
    }

    @Override
    public boolean isRunning() {
        return current.get() != null;
    }

    /** Before the web server opens its port, and after it has closed it. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 4096;
    }
}
