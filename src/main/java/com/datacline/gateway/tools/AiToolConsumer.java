package com.datacline.gateway.tools;

import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** The route of a tool, while it runs. */
final class AiToolConsumer extends DefaultConsumer {
    private final AiToolEndpoint endpoint;
    private final AiToolComponent tools;

    AiToolConsumer(AiToolEndpoint endpoint, Processor processor, AiToolComponent tools) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.tools = tools;
    }

    ToolDeclaration declaration() {
        return endpoint.declaration();
    }

    ArgumentCheck check() {
        return endpoint.check();
    }

    @Override
    protected void doShutdown() throws Exception {
        tools.leave(this);
        super.doShutdown();
    }
}
