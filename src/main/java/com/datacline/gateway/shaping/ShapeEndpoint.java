package com.datacline.gateway.shaping;

import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One point of a journey: routes that begin with it shape what the gateway's routes send to it. */
final class ShapeEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
    private final ShapeComponent component;
    private final Point point;
    private final Names servers;
    private final Names tools;
    private final Services services;

    ShapeEndpoint(String uri, ShapeComponent component, Point point, Names servers, Names tools, Services services) {
        super(uri, component);
        this.component = component;
        this.point = point;
        this.servers = servers;
        this.tools = tools;
        this.services = services;
    }

    Point point() {
        return point;
    }

    Names servers() {
        return servers;
    }

    Names tools() {
        return tools;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Hook hook = new Hook(this, processor, component.hooks());
        configureConsumer(hook);
        return hook;
    }

    @Override
    public Producer createProducer() {
        if (!servers.isAll() || !tools.isAll()) {
            throw new IllegalArgumentException("only routes that begin with shape: choose servers or tools");
        }
        Hooks hooks = component.hooks();
        return switch (point) {
            case DEFINITION -> new DefinitionStep(this, hooks);
            case ARGUMENTS -> new ArgumentsStep(this, hooks, services);
            case CALL -> new CallStep(this, hooks, services);
            case RESULT -> new ResultStep(this, hooks, services);
            case LEG -> new LegStep(this, hooks, services);
            case BROADCAST -> new BroadcastStep(this, hooks);
        };
    }
}
