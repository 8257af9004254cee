package com.datacline.gateway.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is said of a new server; what is not said is not written. */
final class ServerOptions {
    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "http (default), or a vendor's name that ends in -mcp.")
    @Nullable
    String type;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long a call may take (default: 60).")
    @Nullable
    BigDecimal timeout;

    @ArgGroup
    @Nullable
    Callable callable;

    /** Whether the server may be called. */
    static final class Callable {
        @Option(names = "--enabled", description = "The server may be called (default).")
        boolean enabled;

        @Option(names = "--disabled", description = "The server is listed and never called.")
        boolean disabled;
    }

    @Option(names = "--description", paramLabel = "TEXT", description = "What the server is for.")
    @Nullable
    String description;

    @Option(
            names = "--tags",
            split = ",",
            paramLabel = "TAG",
            description = "Groups it belongs to, such as logging,eu.")
    List<String> tags = List.of();

    @Option(names = "--force", description = "Take the place of a server of the same name, with all its keys.")
    boolean force;

    /** Returns whether it was said that the server may be called, or null. */
    @Nullable
    Boolean enabled() {
        return callable == null ? null : callable.enabled;
    }

    /** Writes what was said behind the address. */
    void write(Map<String, Object> entry) {
        if (type != null) {
            entry.put("type", type);
        }
        if (timeout != null) {
            entry.put("timeout", number(timeout));
        }
        Boolean enabled = enabled();
        if (enabled != null) {
            entry.put("enabled", enabled);
        }
        if (description != null) {
            entry.put("description", description);
        }
        List<String> clean = clean(tags);
        if (!clean.isEmpty()) {
            entry.put("tags", clean);
        }
    }

    /** Returns an entry that begins with an address. */
    static Map<String, Object> entry(String key, String address) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(key, address);
        return entry;
    }

    /** Returns the items of a list that was written with commas. */
    static List<String> clean(List<String> items) {
        return items.stream()
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .distinct()
                .toList();
    }

    private static Object number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0 && plain.precision() - plain.scale() < 10
                ? (Object) plain.intValueExact()
                : (Object) plain.doubleValue();
    }
}
