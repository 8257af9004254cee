package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Trace;
import com.datacline.gateway.call.UpstreamCall;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends an {@link UpstreamCall} to its server and leaves the server's answer as the body. */
final class McpProducer extends DefaultProducer {
    private final String server;
    private final Upstreams upstreams;

    McpProducer(McpEndpoint endpoint, String server, Upstreams upstreams) {
        super(endpoint);
        this.server = server;
        this.upstreams = upstreams;
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof UpstreamCall call)) {
            throw new IllegalStateException("mcp:" + server + " takes an UpstreamCall and nothing else;"
                    + " is the decide or the equip step missing in this route?");
        }
        if (!call.call().server().equals(server)) {
            throw new IllegalStateException("mcp:" + server + " got a call decided for server "
                    + call.call().server());
        }
        Cancellation cancellation =
                exchange.getVariable("cancellation") instanceof Cancellation given ? given : new Cancellation();
        // The legs of a broadcast share one client, which could not tell their questions and their progress apart.
        boolean leg = call.call().parentId() != null;
        ClientStream client =
                !leg && exchange.getVariable("stream") instanceof ClientStream given ? given : ClientStream.NONE;
        UpstreamCall sent = exchange.getVariable(Trace.VARIABLE) instanceof Trace trace ? call.in(trace) : call;
        exchange.getMessage().setBody(upstreams.send(sent, client, cancellation));
    }
}
