package com.datacline.gateway.upstream;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;

/**
 * Camel component {@code api:NAME}: camel-http towards the REST API of that name in the registry, over the gateway's own
 * connections. Each Camel context has one of its own.
 */
public final class ApiComponent extends HttpComponent {
    private final ApiConnections connections;

    public ApiComponent(ApiConnections connections) {
        this.connections = connections;
        setCookieManagementDisabled(true);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new ApiEndpoint(uri, this, remaining, connections);
    }
}
