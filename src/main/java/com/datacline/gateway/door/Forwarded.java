package com.datacline.gateway.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What of a client's {@code _meta} goes on to servers: all but what is between the client and the gateway alone. */
final class Forwarded {
    private static final String OURS = "io.modelcontextprotocol/";

    private Forwarded() {}

    static ObjectNode meta(JsonNode meta) {
        ObjectNode forwarded = JsonNodeFactory.instance.objectNode();
        meta.properties().forEach(member -> {
            if (!member.getKey().startsWith(OURS) && !member.getKey().equals("progressToken")) {
                forwarded.set(member.getKey(), member.getValue());
            }
        });
        return forwarded;
    }
}
