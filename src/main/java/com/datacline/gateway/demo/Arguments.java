package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The arguments of one call; remembers every fault, so that a caller can mend all of them at once. */
final class Arguments {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})([smhd])");

    private final ObjectNode given;
    private final String path;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<String> faults = new ArrayList<>();

    Arguments(ObjectNode given) {
        this(given, "");
    }

    private Arguments(ObjectNode given, String path) {
        this.given = given;
        this.path = path;
    }

    /** Every fault found by the readers so far, and each argument that none of them asked for. */
    List<String> faults() {
        var all = new ArrayList<>(faults);
        given.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                all.add("unknown argument \"" + path + name + "\", known are " + known);
            }
        });
        return all;
    }

    String text(String name) {
        return optionalText(name).orElseGet(() -> {
            if (!given.has(name)) {
                faults.add(path + name + " is required");
            }
            return "";
        });
    }

    Optional<String> optionalText(String name) {
        return value(name)
                .flatMap(value -> value.isTextual()
                        ? Optional.of(value.textValue())
                        : fault(path + name + " must be a string, was " + value));
    }

    int number(String name, int otherwise, int least, int most) {
        return value(name)
                .flatMap(value -> value.isInt() && value.intValue() >= least && value.intValue() <= most
                        ? Optional.of(value.intValue())
                        : fault(path + name + " must be a whole number from " + least + " to " + most + ", was "
                                + value))
                .orElse(otherwise);
    }

    Duration range(String name, Duration otherwise) {
        return optionalText(name)
                .flatMap(text -> parsedRange(text)
                        .or(() -> fault(path + name
                                + " must be a number with s, m, h or d, like \"15m\" or \"1h\", was \"" + text + "\"")))
                .orElse(otherwise);
    }

    Optional<LogLevel> level(String name) {
        return optionalText(name).flatMap(text -> LogLevel.named(text)
                .or(() -> fault(path + name + " must be one of " + LogLevel.choices() + ", was \"" + text + "\"")));
    }

    Optional<String> choice(String name, List<String> choices) {
        return optionalText(name)
                .flatMap(text -> choices.contains(text)
                        ? Optional.of(text)
                        : fault(path + name + " must be one of " + String.join(", ", choices) + ", was \"" + text
                                + "\""));
    }

    /** The object under this name, whose faults count as ours. */
    Arguments nested(String name) {
        var inner = value(name)
                .flatMap(value -> value instanceof ObjectNode object
                        ? Optional.of(object)
                        : fault(path + name + " must be an object, was " + value));
        return new Arguments(inner.orElseGet(Json::object), path + name + ".");
    }

    void reject(List<String> more) {
        faults.addAll(more);
    }

    private Optional<JsonNode> value(String name) {
        known.add(name);
        return Optional.ofNullable(given.get(name));
    }

    private <T> Optional<T> fault(String what) {
        faults.add(what);
        return Optional.empty();
    }

    private static Optional<Duration> parsedRange(String text) {
        var match = RANGE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }
}
