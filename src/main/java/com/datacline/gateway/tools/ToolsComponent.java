package com.datacline.gateway.tools;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Camel component {@code tools:NAME}: the tools that are routes, as the server of that name in the registry. */
public final class ToolsComponent extends DefaultComponent {
    private final String version;

    /** @param version the gateway's own, which the server gives as its */
    public ToolsComponent(String version) {
        this.version = version;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new SendOnlyEndpoint(uri, this, endpoint -> new ToolsProducer(endpoint, remaining, version));
    }
}
