package com.datacline.gateway.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether what nodes share can be reached.
 *
 * @param node this node's name, or empty for a single node
 * @param problem asks why it cannot, or null if it can
 */
public record NodesCheck(String node, Supplier<@Nullable String> problem) {
    /** Of a single node, which shares nothing. */
    public static final NodesCheck NONE = new NodesCheck("", () -> null);

    /** Writes what there is to say; returns whether all is well. */
    boolean report(ObjectNode health) {
        if (node.isEmpty()) {
            return true;
        }
        String now = problem.get();
        ObjectNode redis = health.put("node", node).putObject("redis").put("status", now == null ? "up" : "down");
        if (now != null) {
            redis.put("problem", now + "; sessions of legacy clients wait, limits count for each node");
        }
        return now == null;
    }
}
