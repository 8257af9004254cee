package com.datacline.gateway.shaping;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * Camel component {@code shape:POINT?server=...&tool=...}. A route that begins with it shapes what passes that point; the
 * gateway's own routes send to it where the point is. Each Camel context has one of its own.
 */
public final class ShapeComponent extends DefaultComponent {
    private final Services services;
    private final Hooks hooks = new Hooks();

    public ShapeComponent(Services services) {
        this.services = services;
    }

    Hooks hooks() {
        return hooks;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String server = getAndRemoveParameter(parameters, "server", String.class);
        String tool = getAndRemoveParameter(parameters, "tool", String.class);
        Point point = Point.of(remaining);
        if (point == Point.BROADCAST && server != null) {
            throw new IllegalArgumentException(
                    "shape:broadcast is about all servers of a broadcast; it takes tool and not server");
        }
        return new ShapeEndpoint(uri, this, point, new Names(server), new Names(tool), services);
    }
}
