package com.datacline.gateway.operations;

/** How the circuit breakers are. */
@FunctionalInterface
public interface BreakerStates {

    /** Returns {@code closed}, {@code open}, {@code half_open} or {@code disabled}. */
    String of(String server);
}
