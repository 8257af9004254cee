package com.datacline.gateway.upstream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How the gateway introduces itself to servers. */
final class GatewayIdentity {
    private GatewayIdentity() {}

    static ObjectNode asClient() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "secure-mcp-gateway")
                .put("version", "2.0.0");
    }

    /** The gateway declares no capabilities of its own: nothing it could not relay is asked of it. */
    static ObjectNode initializeParams() {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", LegacySession.LATEST);
        params.putObject("capabilities");
        params.set("clientInfo", asClient());
        return params;
    }
}
