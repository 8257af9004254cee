package com.datacline.gateway.tools;

import java.util.function.Function;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint that can only be sent to. */
final class SendOnlyEndpoint extends DefaultEndpoint {
    private final Function<SendOnlyEndpoint, Producer> producer;

    SendOnlyEndpoint(String uri, Component component, Function<SendOnlyEndpoint, Producer> producer) {
        super(uri, component);
        this.producer = producer;
    }

    @Override
    public Producer createProducer() {
        return producer.apply(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                getEndpointBaseUri() + " can be sent to; a tool's route begins with ai-tool:NAME");
    }

    @Override
    public boolean isRemote() {
        return false;
    }
}
