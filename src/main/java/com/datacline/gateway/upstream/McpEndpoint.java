package com.datacline.gateway.upstream;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One server as a Camel endpoint; it can only be sent to. */
final class McpEndpoint extends DefaultEndpoint {
    private final String server;
    private final Upstreams upstreams;

    McpEndpoint(String uri, McpComponent component, String server, Upstreams upstreams) {
        super(uri, component);
        this.server = server;
        this.upstreams = upstreams;
    }

    @Override
    public Producer createProducer() {
        return new McpProducer(this, server, upstreams);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("mcp: sends to a server, it does not listen");
    }
}
