package com.datacline.gateway.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All servers, in the order of the file.
 *
 * @param servers by name
 */
public record Registry(Map<String, McpServer> servers) {

    private static final String ROUTES = "routes";

    public Registry {
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
    }

    /** Returns the server of that name, if there is one. */
    public Optional<McpServer> server(String name) {
        return Optional.ofNullable(servers.get(name));
    }

    /**
     * Returns this registry with a server {@code routes} for the tools that are routes, unless it has one of {@code type:
     * routes} or another one of this name. Tags that would make the same broadcast tool as an earlier one are left out.
     *
     * @param tags the tags of the tools
     * @param timeout how long one call may take
     */
    public Registry withRoutes(Collection<String> tags, Duration timeout) {
        boolean taken = servers.containsKey(ROUTES)
                || servers.values().stream()
                        .anyMatch(server -> server.address() instanceof Address.Routes
                                || server.prefix().equals(ROUTES));
        if (taken) {
            return this;
        }
        Map<String, String> tagByName = new HashMap<>();
        enabled().forEach(server -> server.tags().forEach(tag -> tagByName.put(BroadcastNames.byTag(tag), tag)));
        List<String> own = tags.stream()
                .distinct()
                .filter(tag -> tag.equals(tagByName.computeIfAbsent(BroadcastNames.byTag(tag), name -> tag)))
                .toList();
        Map<String, McpServer> all = new LinkedHashMap<>(servers);
        all.put(
                ROUTES,
                new McpServer(
                        ROUTES,
                        new Address.Routes(),
                        ROUTES,
                        McpServer.Protocol.AUTO,
                        timeout,
                        true,
                        "Tools that are routes of this gateway",
                        own,
                        null,
                        ROUTES,
                        null,
                        // whoever may edit the routes may change a tool
                        Pinning.FALSE,
                        JsonNodeFactory.instance.objectNode()));
        return new Registry(all);
    }

    /** Returns the servers that may be called. */
    public List<McpServer> enabled() {
        return servers.values().stream().filter(McpServer::enabled).toList();
    }
}
