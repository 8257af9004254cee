package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ServerFault;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final Map<String, Long> openedAt = new ConcurrentHashMap<>();

    public Breakers(Supplier<Registry> servers, BreakerProperties properties) {
        this.servers = servers;
        this.properties = properties;
    }

    /** Returns all breakers, each by the name of its server. */
    public CircuitBreakerRegistry all() {
        return breakers;
    }

    /** Returns {@code closed}, {@code open}, {@code half_open}, or {@code disabled} where there is none. */
    public String state(String server) {
        return breakers.find(server)
                .map(breaker -> breaker.getState().name().toLowerCase(Locale.ROOT))
                .orElse(properties.enabled() ? "closed" : "disabled");
    }

    /** Says that the server of this route is left alone, and for how long. */
    public Failure refuse(@Variable("server") String server) {
        long since = System.nanoTime() - openedAt.getOrDefault(server, System.nanoTime());
        Duration left = properties.open().minusNanos(since);
        Duration wait = left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
        return new Failure(
                FailureCode.CIRCUIT_OPEN,
                "server " + server + " has kept failing and is not asked now; it is tried again within "
                        + wait.plusNanos(999_999_999).toSeconds() + " s",
                null,
                wait);
    }

    /** Forgets the breakers of servers that are gone. */
    public void sweep() {
        Set<String> names = new HashSet<>(servers.get().servers().keySet());
        breakers.getAllCircuitBreakers().stream()
                .map(CircuitBreaker::getName)
                .filter(name -> !names.contains(name))
                .forEach(name -> {
                    breakers.remove(name);
                    openedAt.remove(name);
                });
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        return name.startsWith(NAME) ? of(name.substring(NAME.length())) : null;
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

    private CircuitBreaker of(String server) {
        return breakers.find(server).orElseGet(() -> make(server));
    }

    private CircuitBreaker make(String server) {
        CircuitBreaker breaker = breakers.circuitBreaker(
                server,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(properties.failureRate())
                        .slidingWindowSize(properties.window())
                        .minimumNumberOfCalls(properties.minimumCalls())
                        .waitDurationInOpenState(properties.open())
                        .permittedNumberOfCallsInHalfOpenState(properties.probes())
                        .recordException(problem -> isUnwell(server, problem))
                        .ignoreException(problem -> !isUnwell(server, problem) && !isAnswer(problem))
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            State now = event.getStateTransition().getToState();
            if (now == State.OPEN) {
                openedAt.put(server, System.nanoTime());
                LOG.warn("server {} keeps failing and is left alone for {}", server, properties.open());
            } else if (now == State.CLOSED) {
                LOG.info("server {} is well again", server);
            }
        });
        // A tool that is a route is no server: that one is broken says nothing of the others.
        if (!properties.enabled() || address(server) instanceof Address.Routes) {
            breaker.transitionToDisabledState();
        }
        return breaker;
    }

    private @Nullable Address address(String server) {
        return servers.get().server(server).map(McpServer::address).orElse(null);
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
