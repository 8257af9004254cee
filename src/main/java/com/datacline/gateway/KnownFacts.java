package com.datacline.gateway;

import com.datacline.gateway.catalogue.Snapshot;
import com.datacline.gateway.policy.Facts;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the catalogue knows of servers and tools, for the policy.
 *
 * @param catalogue the present state
 */
record KnownFacts(Supplier<Snapshot> catalogue) implements Facts {

    @Override
    public JsonNode annotations(String server, String tool) {
        return catalogue.get().annotations(server, tool);
    }

    @Override
    public List<String> tags(String server) {
        return catalogue.get().registry().server(server).map(McpServer::tags).orElse(List.of());
    }
}
