package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.registry.Registry;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Says that something does not exist, and what may have been meant. */
final class Unknown {
    private static final int MOST_EDITS = 3;

    private Unknown() {}

    static Failure tool(String name, Collection<String> known) {
        return new Failure(FailureCode.UNKNOWN_TOOL, "unknown tool \"" + shown(name) + "\"" + hint(name, known));
    }

    static Failure prompt(String name, Collection<String> known) {
        return new Failure(FailureCode.UNKNOWN_PROMPT, "unknown prompt \"" + shown(name) + "\"" + hint(name, known));
    }

    static Failure resource(String uri, Collection<String> known) {
        return new Failure(FailureCode.UNKNOWN_RESOURCE, "unknown resource \"" + shown(uri) + "\"" + hint(uri, known));
    }

    /** Several servers may be meant; the forms say how to name each of them. */
    static Failure which(String uri, Collection<String> forms) {
        return new Failure(
                FailureCode.AMBIGUOUS_RESOURCE,
                "several servers have \"" + shown(uri) + "\"; say which one: " + String.join(", ", forms));
    }

    static Failure server(String name, Registry registry) {
        return new Failure(
                FailureCode.UNKNOWN_SERVER,
                "unknown server \"" + shown(name) + "\""
                        + hint(name, registry.servers().keySet()));
    }

    private static String hint(String name, Collection<String> known) {
        LevenshteinDistance distance = new LevenshteinDistance(MOST_EDITS);
        Optional<String> nearest = name.length() > 128
                ? Optional.empty()
                : known.stream()
                        .filter(candidate -> distance.apply(name, candidate) >= 0)
                        .min(Comparator.comparing(candidate -> distance.apply(name, candidate)));
        return nearest.map(candidate -> "; did you mean \"" + candidate + "\"?").orElse("");
    }

    private static String shown(String name) {
        return name.length() > 128 ? name.substring(0, 128) + "..." : name;
    }
}
