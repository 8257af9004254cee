package com.datacline.gateway.shaping;

import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Route step {@code reshaped}: which servers are to be asked for their tools anew, because the routes are new. */
public final class Shaping {
    private final Supplier<Registry> registry;
    private final AtomicReference<List<Names>> inForce = new AtomicReference<>(List.of());

    public Shaping(Supplier<Registry> registry) {
        this.registry = registry;
    }

    /** Returns the servers whose tools the routes in force, or those before them, show in other words. */
    public List<String> reshaped(CamelContext context) {
        List<Names> now = context.getComponent("shape", ShapeComponent.class).hooks().all(Point.DEFINITION).stream()
                .map(Hook::servers)
                .toList();
        List<Names> before = inForce.getAndSet(now);
        return registry.get().enabled().stream()
                .map(McpServer::name)
                .filter(server -> now.stream().anyMatch(names -> names.match(server))
                        || before.stream().anyMatch(names -> names.match(server)))
                .toList();
    }
}
