package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a tool that a request repeats as {@code Mcp-Param-*} headers, as {@code x-mcp-header} in the tool's input
 * schema wants it (MCP 2026-07-28, server, tools).
 *
 * @param paths where each value stands among the arguments, by the name of the header without its prefix
 */
public record HeaderParameters(Map<String, List<String>> paths) {
    private static final String PREFIX = "Mcp-Param-";

    /** No argument is repeated. */
    public static final HeaderParameters NONE = new HeaderParameters(Map.of());

    public HeaderParameters {
        paths = Map.copyOf(paths);
    }

    /**
     * Reads them from an input schema.
     *
     * @throws IllegalArgumentException if an {@code x-mcp-header} breaks a rule; the message says which one. Such a tool must
     *     not be offered
     */
    public static HeaderParameters of(JsonNode inputSchema) {
        Map<String, List<String>> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        new HeaderDeclarations(found).visit(inputSchema, List.of(), true);
        return found.isEmpty() ? NONE : new HeaderParameters(found);
    }

    /** Returns which rule an input schema breaks, or null. */
    public static @Nullable String flaw(JsonNode inputSchema) {
        try {
            of(inputSchema);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** Returns the headers for a call with these arguments. */
    public Map<String, String> headers(JsonNode arguments) {
        Map<String, String> headers = new HashMap<>();
        paths.forEach((name, path) -> {
            JsonNode value = at(arguments, path);
            if (isSimple(value)) {
                headers.put(PREFIX + name, HeaderText.encode(value.asText()));
            }
        });
        return headers;
    }

    /**
     * Returns what is wrong with the headers of a call, or null.
     *
     * @param header returns a header's value by its name, or null
     */
    public @Nullable String mismatch(JsonNode arguments, UnaryOperator<@Nullable String> header) {
        for (Map.Entry<String, List<String>> entry : paths.entrySet()) {
            JsonNode value = at(arguments, entry.getValue());
            if (!isSimple(value)) {
                continue;
            }
            String name = PREFIX + entry.getKey();
            String said = header.apply(name);
            String decoded = said == null ? null : HeaderText.decode(said.strip());
            if (decoded == null || !same(decoded, value)) {
                return "header " + name + (said == null ? " is missing" : " is \"" + said + "\"")
                        + ", and the argument " + String.join(".", entry.getValue()) + " is " + value;
            }
        }
        return null;
    }

    private static boolean same(String said, JsonNode value) {
        if (!value.isNumber()) {
            return said.equals(value.asText());
        }
        try {
            return new BigDecimal(said).compareTo(value.decimalValue()) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isSimple(JsonNode value) {
        return value.isTextual() || value.isBoolean() || value.isNumber();
    }

    private static JsonNode at(JsonNode arguments, List<String> path) {
        JsonNode value = arguments;
        for (String member : path) {
            value = value.path(member);
        }
        return value;
    }
}
