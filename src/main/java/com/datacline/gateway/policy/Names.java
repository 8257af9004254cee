package com.datacline.gateway.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of which one will do. A {@code *} stands for any text, also for none.
 *
 * @param exact names without a star
 * @param globs names with one
 */
record Names(Set<String> exact, List<Glob> globs) {

    static Names of(Collection<String> names) {
        Set<String> exact = new HashSet<>(names);
        exact.removeIf(name -> name.contains("*"));
        List<Glob> globs =
                names.stream().filter(name -> name.contains("*")).map(Glob::of).toList();
        return new Names(Set.copyOf(exact), globs);
    }

    /** Tells whether one of them is meant. It is asked for every rule of every call: no streams here. */
    boolean has(String name) {
        if (exact.contains(name)) {
            return true;
        }
        for (Glob glob : globs) {
            if (glob.matches(name)) {
                return true;
            }
        }
        return false;
    }

    boolean hasAny(Collection<String> names) {
        for (String name : names) {
            if (has(name)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether every name is meant. */
    boolean hasAll() {
        return globs.stream().anyMatch(Glob::isAll);
    }
}
