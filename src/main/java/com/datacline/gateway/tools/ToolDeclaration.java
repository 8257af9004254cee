package com.datacline.gateway.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the {@code from} of a tool's route says of it.
 *
 * @param name its name
 * @param description what it does, for whoever chooses a tool
 * @param tags groups it belongs to
 * @param definition how {@code tools/list} shows it (2026-07-28, server, tools), with the tags in its {@code _meta}
 * @param argumentsAsBody whether the route finds its arguments as JSON text in the body too
 */
public record ToolDeclaration(
        String name, String description, List<String> tags, ObjectNode definition, boolean argumentsAsBody) {

    public ToolDeclaration {
        tags = List.copyOf(tags);
    }

    /** Returns the shape of its arguments. */
    public ObjectNode inputSchema() {
        return definition.withObject("/inputSchema");
    }
}
