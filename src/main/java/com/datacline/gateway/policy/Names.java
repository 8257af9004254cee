package com.datacline.gateway.policy;

import com.google.re2j.Pattern;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of which one will do. A {@code *} stands for any text, also for none.
 *
 * @param exact names without a star
 * @param patterns names with one
 */
record Names(Set<String> exact, List<Pattern> patterns) {

    static Names of(Collection<String> names) {
        Set<String> exact = new HashSet<>();
        List<Pattern> patterns = names.stream()
                .filter(name -> !name.contains("*") && exact.add(name) || name.contains("*"))
                .filter(name -> name.contains("*"))
                .map(Names::pattern)
                .toList();
        return new Names(Set.copyOf(exact), patterns);
    }

    /** Tells whether one of them is meant. */
    boolean has(String name) {
        return exact.contains(name)
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    boolean hasAny(Collection<String> names) {
        return names.stream().anyMatch(this::has);
    }

    /** Tells whether every name is meant. */
    boolean hasAll() {
        return patterns.stream().anyMatch(pattern -> pattern.pattern().equals(".*"));
    }

    private static Pattern pattern(String name) {
        String regex = List.of(name.split("\\*", -1)).stream()
                .map(text -> text.isEmpty() ? "" : Pattern.quote(text))
                .collect(Collectors.joining(".*"));
        return Pattern.compile(regex.matches("(\\.\\*)+") ? ".*" : regex, Pattern.DOTALL);
    }
}
