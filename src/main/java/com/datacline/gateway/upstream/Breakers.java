package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ServerFault;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.Resilience;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.camel.Variable;
import org.apache.camel.spi.BeanRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker for each server, which outlives every edit of the routes. Routes find the one of server NAME as
 * {@code breaker-NAME}. It counts a {@link ServerFault}; one that is a timeout only where the server had its whole time, so
 * that impatient callers take no server away from others. Route step {@code refuse}.
 */
public final class Breakers implements BeanRepository {
    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);
    private static final String NAME = "breaker-";

    private final Supplier<Registry> servers;
    private final BreakerProperties properties;
    private final Map<String, Kept> breakers = new ConcurrentHashMap<>();

    /**
     * A breaker that was made by these settings; it was opened at a moment of {@link System#nanoTime()}.
     *
     * @param entry what the registry said of the server, and no look at the settings is needed for again
     */
    private record Kept(
            @Nullable McpServer entry, BreakerProperties settings, CircuitBreaker breaker, AtomicLong openedAt) {
        Kept with(@Nullable McpServer now) {
            return new Kept(now, settings, breaker, openedAt);
        }
    }

    public Breakers(Supplier<Registry> servers, BreakerProperties properties) {
        this.servers = servers;
        this.properties = properties;
    }

    /** Returns {@code closed}, {@code open}, {@code half_open}, or {@code disabled} where there is none. */
    public String state(String server) {
        return of(server).breaker().getState().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the settings of the server's breaker as the registry would have them; {@code false} for none. */
    public JsonNode shown(McpServer server) {
        return settings(server).shown();
    }

    /** Says that the server of this route is left alone, and for how long. */
    public Failure refuse(@Variable("server") String server) {
        Kept kept = of(server);
        long since = System.nanoTime() - kept.openedAt().get();
        Duration left = kept.settings().open().minusNanos(since);
        Duration wait = left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
        return new Failure(
                FailureCode.CIRCUIT_OPEN,
                // without a time: a message that stays the same is logged once
                "server " + server + " has kept failing and is left alone for a while",
                null,
                wait);
    }

    /** Forgets the breakers of servers that are gone. */
    public void sweep() {
        breakers.keySet().retainAll(servers.get().servers().keySet());
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        return name.startsWith(NAME) ? following(name.substring(NAME.length())) : null;
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        Object found = lookupByName(name);
        return type.isInstance(found) ? type.cast(found) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }

    /**
     * Returns the server's breaker as it is at each moment: a route keeps what it found when it was made, and may last longer
     * than what the registry says of the server.
     */
    private CircuitBreaker following(String server) {
        return (CircuitBreaker) Proxy.newProxyInstance(
                CircuitBreaker.class.getClassLoader(),
                new Class<?>[] {CircuitBreaker.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(of(server).breaker(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Returns the server's breaker, which begins anew when what the registry says of it changes. */
    private Kept of(String server) {
        McpServer entry = servers.get().server(server).orElse(null);
        Kept kept = breakers.get(server);
        if (kept != null && kept.entry() == entry) {
            return kept;
        }
        BreakerProperties settings = settings(entry);
        return breakers.compute(
                server,
                (name, now) ->
                        now != null && now.settings().equals(settings) ? now.with(entry) : make(name, entry, settings));
    }

    /** A tool that is a route is no server: that one is broken says nothing of the others. */
    private BreakerProperties settings(@Nullable McpServer server) {
        if (server == null) {
            return properties;
        }
        return properties.with(
                server.address() instanceof Address.Routes
                        ? new Resilience.CircuitBreaker(false, null, null, null, null, null)
                        : server.resilience().circuitBreaker());
    }

    private Kept make(String server, @Nullable McpServer entry, BreakerProperties settings) {
        CircuitBreaker breaker = CircuitBreaker.of(
                server,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(settings.failureRate())
                        .slidingWindowSize(settings.window())
                        .minimumNumberOfCalls(settings.minimumCalls())
                        .waitDurationInOpenState(settings.open())
                        .permittedNumberOfCallsInHalfOpenState(settings.probes())
                        .recordException(problem -> isUnwell(server, problem))
                        .ignoreException(problem -> !isUnwell(server, problem) && !isAnswer(problem))
                        .build());
        AtomicLong openedAt = new AtomicLong(System.nanoTime());
        breaker.getEventPublisher().onStateTransition(event -> {
            State now = event.getStateTransition().getToState();
            if (now == State.OPEN) {
                openedAt.set(System.nanoTime());
                LOG.warn("server {} keeps failing and is left alone for {}", server, settings.open());
            } else if (now == State.CLOSED) {
                LOG.info("server {} is well again", server);
            }
        });
        if (!settings.enabled()) {
            breaker.transitionToDisabledState();
        }
        return new Kept(entry, settings, breaker, openedAt);
    }

    private boolean isUnwell(String server, Throwable problem) {
        if (!(problem instanceof ServerFault fault)) {
            return false;
        }
        Duration waited = fault.waited();
        return waited == null
                || servers.get()
                        .server(server)
                        .map(entry -> waited.compareTo(entry.timeout()) >= 0)
                        .orElse(false);
    }

    /** What was thrown away, or never got there, says nothing of the server. */
    private static boolean isAnswer(Throwable problem) {
        return problem instanceof CallFailed failed && failed.failure().code() == FailureCode.UPSTREAM_ERROR;
    }
}
