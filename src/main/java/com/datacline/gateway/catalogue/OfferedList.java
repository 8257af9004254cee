package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.HeaderParameters;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One list of one server.
 *
 * @param items as the server described them, in its order, by their own name or URI
 * @param fresh how long the server says that the list is good ({@code ttlMs}), or null if it does not say
 */
public record OfferedList(
        Map<String, ObjectNode> items, @Nullable Duration fresh) {
    private static final Logger LOG = LoggerFactory.getLogger(OfferedList.class);

    static final OfferedList EMPTY = new OfferedList(Map.of(), null);

    public OfferedList {
        items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }

    /**
     * Reads the result of a list method. What has no name, or one that stands before it, cannot be called; nor can a tool
     * whose headers nobody could send (MCP 2026-07-28, server, tools, x-mcp-header).
     */
    static OfferedList read(Action action, ObjectNode result) {
        String key = action.itemKey();
        Map<String, ObjectNode> items = new LinkedHashMap<>();
        for (JsonNode item : result.path(action.items())) {
            if (item instanceof ObjectNode definition
                    && definition.path(key).isTextual()
                    && isSound(action, definition)) {
                items.putIfAbsent(definition.path(key).asText(), definition);
            }
        }
        JsonNode ttl = result.path("ttlMs");
        return new OfferedList(
                items, ttl.canConvertToLong() && ttl.asLong() >= 0 ? Duration.ofMillis(ttl.asLong()) : null);
    }

    OfferedList without(Set<String> names) {
        Map<String, ObjectNode> others = new LinkedHashMap<>(items);
        others.keySet().removeAll(names);
        return new OfferedList(others, fresh);
    }

    private static boolean isSound(Action action, ObjectNode definition) {
        String flaw = action == Action.LIST_TOOLS ? HeaderParameters.flaw(definition.path("inputSchema")) : null;
        if (flaw != null) {
            LOG.warn("the tool {} is not offered: {}", definition.path("name"), flaw);
        }
        return flaw == null;
    }
}
