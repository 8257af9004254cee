package com.datacline.gateway.policy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of which one will do. A {@code *} stands for any text, also for none.
 *
 * @param exact names without a star
 * @param globs names with one
 */
record Names(Set<String> exact, List<Glob> globs) {

    static Names of(Collection<String> names) {
        return new Names(
                names.stream().filter(name -> !name.contains("*")).collect(Collectors.toUnmodifiableSet()),
                names.stream().filter(name -> name.contains("*")).map(Glob::of).toList());
    }

    /** Tells whether one of them is meant. */
    boolean has(String name) {
        return exact.contains(name) || globs.stream().anyMatch(glob -> glob.matches(name));
    }

    boolean hasAny(Collection<String> names) {
        return names.stream().anyMatch(this::has);
    }

    /** Tells whether every name is meant. */
    boolean hasAll() {
        return globs.stream().anyMatch(Glob::matchesAll);
    }
}
