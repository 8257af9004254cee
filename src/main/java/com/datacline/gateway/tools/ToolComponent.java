package com.datacline.gateway.tools;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/**
 * Camel component {@code tool:NAME}: any tool by the name that callers know it by, called for the caller of the route it
 * stands in. {@code argument.NAME=VALUE} are its arguments, where a value may be a Simple expression; without them the
 * body is.
 */
public final class ToolComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Map<String, Object> arguments = PropertiesHelper.extractProperties(parameters, "argument.");
        CallArguments read = new CallArguments(remaining, getCamelContext(), arguments);
        return new SendOnlyEndpoint(uri, this, endpoint -> new ToolProducer(endpoint, remaining, read));
    }
}
