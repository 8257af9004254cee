package com.datacline.gateway.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All servers, in the order of the file.
 *
 * @param servers by name; those that an operator has stopped are not enabled
 * @param stopped names of servers that would be enabled, had an operator not stopped them
 */
public record Registry(Map<String, McpServer> servers, Set<String> stopped) {

    private static final String ROUTES = "routes";

    public Registry {
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
        stopped = Set.copyOf(stopped);
    }

    /** A registry in which nothing is stopped. */
    public Registry(Map<String, McpServer> servers) {
        this(servers, Set.of());
    }

    /** Returns this registry with some servers stopped, as far as they are there and enabled. */
    Registry without(Set<String> names) {
        Map<String, McpServer> all = new LinkedHashMap<>(servers);
        Set<String> found = new HashSet<>(stopped);
        enabled().stream().filter(server -> names.contains(server.name())).forEach(server -> {
            all.put(server.name(), server.disabled());
            found.add(server.name());
        });
        return new Registry(all, found);
    }

    /** Returns the servers that have a route: those that may be called, and those that may be again once started. */
    public List<McpServer> routed() {
        return servers.values().stream()
                .filter(server -> server.enabled() || stopped.contains(server.name()))
                .toList();
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
                        Resilience.UNSAID,
                        JsonNodeFactory.instance.objectNode()));
        return new Registry(all, stopped);
    }

    /** Returns the servers that may be called. */
    public List<McpServer> enabled() {
        return servers.values().stream().filter(McpServer::enabled).toList();
    }
}
