package com.datacline.gateway.routes;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A set of routes that cannot be used; the message has every fault on a line of its own. */
public final class InvalidRoutes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<RouteFault> faults;

    /** Of the whole folder. */
    InvalidRoutes(String reason) {
        this(List.of(new RouteFault("", 0, reason)), null);
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
