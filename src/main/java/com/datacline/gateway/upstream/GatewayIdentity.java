package com.datacline.gateway.upstream;

import com.datacline.gateway.call.TasksExtension;
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

    /** The gateway declares what the client behind it declared: nothing is asked of it that it could not relay. */
    static ObjectNode initializeParams(ObjectNode capabilities) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", LegacySession.LATEST);
        params.set("capabilities", TasksExtension.without(capabilities));
        params.set("clientInfo", asClient());
        return params;
    }
}
