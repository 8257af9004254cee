package com.datacline.gateway.registry;

import java.util.List;
import java.util.stream.Collectors;

/** A registry file that cannot be used, with all its faults at once. */
public final class InvalidRegistry extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public InvalidRegistry(String file, List<Fault> faults) {
        super(faults.stream().map(fault -> fault.describe(file)).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** Returns the faults in the order of their lines. */
    public List<Fault> faults() {
        return faults;
    }
}
