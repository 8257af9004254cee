package com.datacline.gateway;

import com.datacline.gateway.catalogue.Snapshot;
import com.datacline.gateway.policy.Facts;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        ObjectNode definition = catalogue.get().offer(server).tools().get(tool);
        return definition == null ? MissingNode.getInstance() : definition.path("annotations");
    }

    @Override
    public List<String> tags(String server) {
        return catalogue.get().registry().server(server).map(McpServer::tags).orElse(List.of());
    }
}
