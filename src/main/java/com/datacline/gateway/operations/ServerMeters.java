package com.datacline.gateway.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** How each server is: looked up when somebody asks, for the servers that are in the registry. */
public final class ServerMeters {
    private static final List<String> BREAKER_STATES = List.of("closed", "open", "half_open", "disabled");

    private final MultiGauge up;
    private final MultiGauge tools;
    private final MultiGauge quarantined;
    private final MultiGauge inFlight;
    private final MultiGauge breaker;
    private final MultiGauge bulkheadTaken;
    private final MultiGauge bulkheadSize;
    private final Function<String, ServerState> state;
    private final ToLongFunction<String> running;
    private final UnaryOperator<String> breakers;
    private final ToLongFunction<String> taken;
    private final ToLongFunction<String> size;

    /**
     * @param running how many calls are on their way to a server
     * @param breakers how the server's circuit breaker is: {@code closed}, {@code open}, {@code half_open} or {@code disabled}
     * @param taken how many places of the server's bulkhead are taken
     * @param size how many it has, or 0 for no limit
     */
    public ServerMeters(
            MeterRegistry registry,
            Function<String, ServerState> state,
            ToLongFunction<String> running,
            UnaryOperator<String> breakers,
            ToLongFunction<String> taken,
            ToLongFunction<String> size) {
        this.state = state;
        this.running = running;
        this.breakers = breakers;
        this.taken = taken;
        this.size = size;
        up = gauge(registry, "gateway.server.up", "1 if the server answered when it was last asked");
        tools = gauge(registry, "gateway.server.tools", "Tools that the server offers");
        quarantined = gauge(registry, "gateway.server.tools.quarantined", "Tools that are kept away from callers");
        inFlight = gauge(registry, "gateway.server.calls.active", "Calls on their way to the server");
        bulkheadTaken = gauge(registry, "gateway.bulkhead.calls", "Calls that have a place in the server's bulkhead");
        bulkheadSize =
                gauge(registry, "gateway.bulkhead.size", "The most calls the server may have at once, 0 for no limit");
        breaker = gauge(registry, "gateway.breaker.state", "1 for the state that the circuit breaker is in");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** Measures these servers from now on, and no others. */
    public synchronized void follow(Collection<String> enabled) {
        up.register(rows(enabled, name -> state.apply(name).problem() == null ? 1 : 0), true);
        tools.register(rows(enabled, name -> state.apply(name).tools()), true);
        quarantined.register(rows(enabled, name -> state.apply(name).quarantined()), true);
        inFlight.register(rows(enabled, running::applyAsLong), true);
        bulkheadTaken.register(rows(enabled, taken::applyAsLong), true);
        bulkheadSize.register(rows(enabled, size::applyAsLong), true);
        breaker.register(
                enabled.stream()
                        .flatMap(name -> BREAKER_STATES.stream()
                                .<MultiGauge.Row<?>>map(one -> MultiGauge.Row.of(
                                        Tags.of("server", name, "state", one),
                                        () -> breakers.apply(name).equals(one) ? 1 : 0)))
                        .toList(),
                true);
    }

    private static List<MultiGauge.Row<?>> rows(Collection<String> servers, ToDoubleFunction<String> value) {
        return servers.stream()
                .<MultiGauge.Row<?>>map(
                        name -> MultiGauge.Row.of(Tags.of("server", name), () -> value.applyAsDouble(name)))
                .toList();
    }
}
