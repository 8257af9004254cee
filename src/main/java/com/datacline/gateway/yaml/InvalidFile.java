package com.datacline.gateway.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be used, with all its faults at once. */
public abstract class InvalidFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    protected InvalidFile(String file, List<Fault> faults) {
        super(faults.stream().map(fault -> fault.describe(file)).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** Returns the faults in the order of their lines. */
    public final List<Fault> faults() {
        return faults;
    }
}
