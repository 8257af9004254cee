package com.datacline.gateway.tools;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * Camel component {@code ai-tool:NAME}, with which the route of a tool begins. Its syntax is that of the component of this
 * name in Camel 4.22, which will take its place. Each Camel context has its own.
 */
public final class AiToolComponent extends DefaultComponent {
    static final String SCHEME = "ai-tool";

    private final Map<String, AiToolConsumer> tools = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        ToolDeclaration declaration = new DeclarationReader(getCamelContext(), remaining, parameters).read();
        return new AiToolEndpoint(uri, this, declaration);
    }

    /** @throws InvalidTool if another route is the tool of this name */
    void enter(AiToolConsumer consumer) {
        String name = consumer.declaration().name();
        AiToolConsumer other = tools.putIfAbsent(name, consumer);
        if (other != null && other != consumer) {
            throw new InvalidTool(name, "two routes are the tool of this name; the other one is " + other.getRouteId());
        }
    }

    void leave(AiToolConsumer consumer) {
        tools.remove(consumer.declaration().name(), consumer);
    }

    /** Returns those whose routes run. */
    Stream<AiToolConsumer> running() {
        return tools.values().stream().filter(AiToolConsumer::isStarted);
    }

    /** Returns the one of this name, if its route runs. */
    @Nullable
    AiToolConsumer running(String name) {
        AiToolConsumer tool = tools.get(name);
        return tool != null && tool.isStarted() ? tool : null;
    }
}
