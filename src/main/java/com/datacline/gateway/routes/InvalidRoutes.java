package com.datacline.gateway.routes;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A set of routes that cannot be used, with all that is wrong with it, as far as that can be told at once. */
public final class InvalidRoutes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<RouteFault> faults;

    InvalidRoutes(String message) {
        this(message, null);
    }

    InvalidRoutes(String message, @Nullable Throwable cause) {
        this(List.of(new RouteFault("", 0, message)), cause);
    }

    InvalidRoutes(List<RouteFault> faults, @Nullable Throwable cause) {
        super(faults.stream().map(RouteFault::describe).collect(Collectors.joining("\n")), cause);
        this.faults = List.copyOf(faults);
    }

    /** Returns what is wrong, in the order of files and lines. */
    public List<RouteFault> faults() {
        return faults;
    }
}
