package com.datacline.gateway.tools;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.UpstreamCall;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Answers an {@link UpstreamCall} as an MCP server would whose tools are the routes of the exchange's own context. */
final class ToolsProducer extends DefaultProducer {
    private static final int METHOD_NOT_FOUND = -32601;

    private final String server;
    private final String version;

    ToolsProducer(SendOnlyEndpoint endpoint, String server, String version) {
        super(endpoint);
        this.server = server;
        this.version = version;
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof UpstreamCall call)) {
            throw new IllegalStateException("tools:" + server + " takes an UpstreamCall and nothing else;"
                    + " is the decide or the equip step missing in this route?");
        }
        if (!call.call().server().equals(server)) {
            throw new IllegalStateException("tools:" + server + " got a call decided for server "
                    + call.call().server());
        }
        exchange.getMessage().setBody(new Answer(answer(call, exchange)));
    }

    private ObjectNode answer(UpstreamCall call, Exchange exchange) {
        return switch (call.call().operation().action()) {
            case GET_SERVER_INFO -> introduction();
            case LIST_TOOLS -> list(exchange.getContext());
            case INVOKE_TOOL -> invoke(call, exchange);
            default -> throw unknown(call.call().operation().action());
        };
    }

    private ObjectNode introduction() {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.putObject("capabilities").putObject("tools");
        info.putObject("serverInfo").put("name", server).put("version", version);
        return info;
    }

    private static ObjectNode list(CamelContext context) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode tools = list.putArray("tools");
        ToolRoutes.in(context).forEach(tool -> tools.add(tool.definition().deepCopy()));
        return list;
    }

    private ObjectNode invoke(UpstreamCall upstream, Exchange exchange) {
        SingleCall call = upstream.call();
        String name = call.operation().subject();
        AiToolConsumer tool = ToolRoutes.find(exchange.getContext(), name);
        if (tool == null) {
            throw new CallFailed(FailureCode.UNKNOWN_TOOL, "no route of the server " + server + " is the tool " + name);
        }
        ObjectNode arguments = tool.check().check(call.operation().arguments());
        return new ToolRun(tool, call, arguments)
                .result(Journey.of(exchange, upstream.allowed().caller(), call));
    }

    private CallFailed unknown(Action action) {
        String why = "server " + server + " has tools and nothing else, and does not know " + action.method();
        return new CallFailed(new Failure(
                FailureCode.UPSTREAM_ERROR,
                why,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("code", METHOD_NOT_FOUND)
                        .put("message", why)));
    }
}
