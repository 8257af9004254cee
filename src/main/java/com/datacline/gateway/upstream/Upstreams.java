package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The clients of all servers. They outlive the routes: sessions and connections survive an edit of the routes. */
public final class Upstreams implements AutoCloseable {
    private final Supplier<Registry> registry;
    private final Transport transport;
    private final Map<McpServer, ServerClient> clients = new ConcurrentHashMap<>();

    public Upstreams(Supplier<Registry> registry, Transport transport) {
        this.registry = registry;
        this.transport = transport;
    }

    boolean knows(String server) {
        return registry.get().server(server).isPresent();
    }

    ServerClient client(String name) {
        McpServer server = registry.get()
                .server(name)
                .orElseThrow(() -> new CallFailed(FailureCode.UNKNOWN_SERVER, "no server is named " + name));
        ServerClient client = clients.get(server);
        return client != null ? client : clients.computeIfAbsent(server, s -> new ServerClient(s, transport));
    }

    /** Ends the sessions at all servers. */
    @Override
    public void close() {
        clients.values().forEach(ServerClient::close);
        transport.close();
    }
}
