package com.datacline.gateway.registry;

import java.util.Collections;
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

    public Registry {
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
    }

    /** Returns the server of that name, if there is one. */
    public Optional<McpServer> server(String name) {
        return Optional.ofNullable(servers.get(name));
    }

    /** Returns the servers that may be called. */
    public List<McpServer> enabled() {
        return servers.values().stream().filter(McpServer::enabled).toList();
    }

    /** Returns these servers and, if none of them stands for it, one for the tools that are routes. */
    public Registry withRoutes(List<String> tags) {
        return this; // TODO merged from tools
    }
}
