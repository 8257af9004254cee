package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.HeaderParameters;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What one server adds to the catalogue. It is made once of what the server offers, and stays in every snapshot until the
 * server offers something else: a change costs what that server has, however many there are.
 *
 * @param server the server
 * @param offer what it offers
 * @param tools those that it exposes, in its order
 * @param prompts in its order
 */
record Part(McpServer server, Offer offer, List<Shown> tools, List<ExposedItem> prompts) {

    /**
     * One tool.
     *
     * @param name the name under which the server shows it, which is the one that broadcasts know
     * @param tool as callers know it
     */
    record Shown(String name, ExposedTool.OfServer tool) {}

    static Part of(McpServer server, Offer offer) {
        return new Part(
                server,
                offer,
                offer.tools().entrySet().stream()
                        .filter(tool -> server.exposes(tool.getKey()))
                        .map(tool -> shown(server, offer, tool.getKey(), tool.getValue()))
                        .toList(),
                offer.list(Action.LIST_PROMPTS).items().entrySet().stream()
                        .map(prompt -> prompt(server, prompt.getKey(), prompt.getValue()))
                        .toList());
    }

    /** Tells whether this is what the server adds when it offers that; the same offer, not one that is equal to it. */
    boolean isOf(McpServer other, Offer offered) {
        return offer == offered && server.equals(other);
    }

    private static Shown shown(McpServer server, Offer offer, String own, ObjectNode told) {
        ObjectNode definition = offer.shapes().shown().getOrDefault(own, told).deepCopy();
        String name = definition.path("name").asText();
        HeaderParameters headers = HeaderParameters.of(definition.path("inputSchema"));
        definition.put("name", server.exposedName(name));
        return new Shown(name, new ExposedTool.OfServer(server.name(), own, definition, headers));
    }

    private static ExposedItem prompt(McpServer server, String own, ObjectNode told) {
        return new ExposedItem(server.name(), own, told.deepCopy().put("name", server.exposedName(own)));
    }
}
