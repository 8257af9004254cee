package com.datacline.gateway.routes;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

    private final GenerationBuilder builder;
    private final boolean autoStart;
    private final AtomicReference<@Nullable Generation> current = new AtomicReference<>();
    private volatile long loads;
    private volatile Instant since = Instant.EPOCH;
    private volatile List<RouteFault> problems = List.of();

    /** @param autoStart whether the routes are loaded when the application starts */
    public Generations(GenerationBuilder builder, boolean autoStart) {
        this.builder = builder;
        this.autoStart = autoStart;
    }

    /** Returns how the routes are. */
    public RoutesStatus status() {
        Generation generation = current.get();
        int routes = generation == null ? 0 : generation.context().getRoutesSize();
        return new RoutesStatus(loads, since, routes, 0, problems);
    }

    /**
     * Loads the folder of routes and swaps it in.
     *
     * @throws InvalidRoutes if it cannot be used; the routes in force stay
     */
    public synchronized void load() {
        try {
            replace();
            problems = List.of();
        } catch (InvalidRoutes e) {
            problems = e.faults();
            throw e;
        }
    }

    private void replace() {
        Generation next = builder.build();
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
            RouteFault fault =
                    new RouteFault("", 0, "a timer or queue of the new routes does not start: " + e.getMessage());
            throw new InvalidRoutes(List.of(fault), e);
        }
        current.set(next);
        loads++;
        since = Instant.now();
        if (old != null) {
            old.close();
        }
        LOG.info("{} routes are in force", next.context().getRoutesSize());
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
        load();
    }

    @Override
    public synchronized void stop() {
        Generation last = current.getAndSet(null);
        if (last != null) {
            last.context().stop();
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
