package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Terms;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a broadcast tool.
 *
 * @param toolName the tool to call, for a broadcast by tag
 * @param arguments the tool's own arguments
 * @param servers the servers to call, or null for all
 * @param terms when it is over
 */
record BroadcastArguments(
        @Nullable String toolName,
        ObjectNode arguments,
        @Nullable List<String> servers,
        Terms terms) {

    private static final Set<String> KEYS =
            Set.of("tool_name", "arguments", "servers", "timeout", "min_results", "first");

    /** @throws CallFailed with {@code invalid_arguments} if they do not fit the tool's input schema */
    static BroadcastArguments read(JsonNode given) {
        for (String key : (Iterable<String>) given::fieldNames) {
            require(
                    KEYS.contains(key),
                    "argument \"" + key + "\" is not known; known are "
                            + KEYS.stream().sorted().toList());
        }
        JsonNode name = given.get("tool_name");
        require(name == null || name.isTextual(), "tool_name must be a string");
        JsonNode arguments = given.get("arguments");
        require(arguments == null || arguments.isObject(), "arguments must be an object");
        return new BroadcastArguments(
                name == null ? null : name.asText(),
                arguments instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(),
                servers(given.get("servers")),
                Terms.read(given));
    }

    private static @Nullable List<String> servers(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        require(given.isArray() && !given.isEmpty(), "servers must be an array of server names, or left out");
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode name : given) {
            require(name.isTextual(), "servers must hold server names only, was " + name);
            names.add(name.asText());
        }
        return new ArrayList<>(names);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new CallFailed(FailureCode.INVALID_ARGUMENTS, message);
        }
    }
}
