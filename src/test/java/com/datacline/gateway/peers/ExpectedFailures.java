package com.datacline.gateway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/**
 * What may fail, in the suite's own format: a list of {@code scenario} or {@code scenario:check}. The suite holds only scored
 * scenarios against it; this holds all of them.
 */
final class ExpectedFailures {
    private final Path file;
    private final Set<String> entries;

    private ExpectedFailures(Path file, Set<String> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** Reads the entries of one leg, {@code server} or {@code client}. */
    static ExpectedFailures of(Path file, String leg) {
        try {
            Map<String, List<String>> document = new Yaml().load(Files.readString(file));
            return new ExpectedFailures(file, new TreeSet<>(document.getOrDefault(leg, List.of())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Excuses nothing. */
    static ExpectedFailures none() {
        return new ExpectedFailures(Path.of(""), Set.of());
    }

    Path file() {
        return file;
    }

    /** Returns a line for each check that failed and may not, and for each entry that excuses nothing. */
    List<String> surprises(List<Scenario> scenarios) {
        List<String> surprises = new ArrayList<>();
        Set<String> unused = new TreeSet<>(entries);
        for (Scenario scenario : scenarios) {
            scenario.failures().forEach((check, complaint) -> {
                boolean whole = unused.remove(scenario.name()) || entries.contains(scenario.name());
                String entry = scenario.name() + ":" + check;
                boolean one = unused.remove(entry) || entries.contains(entry);
                if (!whole && !one) {
                    surprises.add(entry + "\n    " + complaint);
                }
            });
        }
        unused.forEach(entry -> surprises.add(entry + "\n    is expected to fail by " + file + ", and does not"));
        surprises.sort(null);
        return surprises;
    }
}
