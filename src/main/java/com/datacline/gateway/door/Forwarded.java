package com.datacline.gateway.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What of a client's {@code _meta} goes on to servers: all but what is between the client and the gateway alone. */
final class Forwarded {
    private static final Set<String> OURS = Set.of(
            Protocol.META_VERSION,
            Protocol.META_CAPABILITIES,
            Protocol.META_CLIENT,
            Protocol.META_LOG_LEVEL,
            "progressToken");

    private Forwarded() {}

    static ObjectNode meta(JsonNode meta) {
        ObjectNode forwarded = JsonNodeFactory.instance.objectNode();
        meta.properties().forEach(member -> {
            if (!OURS.contains(member.getKey())) {
                forwarded.set(member.getKey(), member.getValue());
            }
        });
        return forwarded;
    }
}
