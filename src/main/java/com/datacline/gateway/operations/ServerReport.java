package com.datacline.gateway.operations;

import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * All that an operator wants to know of a server.
 *
 * @param server its entry in the registry
 * @param state how it is
 * @param stopped whether its route was stopped by hand
 * @param breaker {@code closed}, {@code open}, {@code half_open} or {@code disabled}
 * @param isolation how its calls are kept from harming others: the breaker, the bulkhead and the retries, by the registry's keys
 * @param traffic what has passed through its route since the gateway started
 */
public record ServerReport(
        McpServer server,
        ServerState state,
        boolean stopped,
        String breaker,
        Map<String, JsonNode> isolation,
        Traffic traffic) {

    /**
     * Calls of a server.
     *
     * @param count those that came
     * @param failed those that ended with anything but a success
     * @param inFlight those that have not ended
     * @param meanMillis how long one takes
     */
    public record Traffic(long count, long failed, long inFlight, double meanMillis) {}

    String status() {
        if (stopped) {
            return "stopped";
        }
        if (!server.enabled()) {
            return "disabled";
        }
        return state.problem() == null ? "up" : "down";
    }
}
