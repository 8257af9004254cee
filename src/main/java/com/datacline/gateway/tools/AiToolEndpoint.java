package com.datacline.gateway.tools;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** A tool as a Camel endpoint; a route can only begin with it. */
final class AiToolEndpoint extends DefaultEndpoint {
    private final AiToolComponent tools;
    private final ToolDeclaration declaration;
    private final ArgumentCheck check;

    AiToolEndpoint(String uri, AiToolComponent component, ToolDeclaration declaration) {
        super(uri, component);
        this.tools = component;
        this.declaration = declaration;
        this.check = new ArgumentCheck(declaration.name(), declaration.inputSchema());
    }

    ToolDeclaration declaration() {
        return declaration;
    }

    ArgumentCheck check() {
        return check;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "ai-tool: is what a tool's route begins with; a route calls a tool with tool:NAME");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        AiToolConsumer consumer = new AiToolConsumer(this, processor, tools);
        configureConsumer(consumer);
        tools.enter(consumer);
        return consumer;
    }

    /** A tool is asked within this process. */
    @Override
    public boolean isRemote() {
        return false;
    }
}
