package com.datacline.gateway.upstream;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Camel component {@code mcp:NAME}: the client side of MCP towards the server of that name in the registry. */
public final class McpComponent extends DefaultComponent {
    private final Upstreams upstreams;

    public McpComponent(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new McpEndpoint(uri, this, remaining, upstreams);
    }
}
