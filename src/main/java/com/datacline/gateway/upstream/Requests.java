package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What servers ask of their client, and what the client must have declared for it. */
final class Requests {
    private Requests() {}

    /** Tells whether it is one that only the client can answer. */
    static boolean isForClient(Heard.Asked asked) {
        return capability(asked) != null;
    }

    /** Returns the failure that says which capability the client would need, or null if it has it. */
    static @Nullable Failure missing(Heard.Asked asked, ObjectNode capabilities) {
        String needed = capability(asked);
        if (needed == null) {
            return null;
        }
        boolean url = asked.params().path("mode").asText().equals("url");
        JsonNode declared = capabilities.path(needed);
        if (declared.isObject() && (!url || declared.has("url"))) {
            return null;
        }
        ObjectNode error = JsonNodeFactory.instance
                .objectNode()
                .put("code", FailureCode.MISSING_CAPABILITY.rpcCode())
                .put("message", "the server asks " + asked.method() + ", which the client did not declare");
        ObjectNode required =
                error.putObject("data").putObject("requiredCapabilities").putObject(needed);
        if (url) {
            required.putObject("url");
        }
        return new Failure(FailureCode.MISSING_CAPABILITY, error.path("message").asText(), error);
    }

    private static @Nullable String capability(Heard.Asked asked) {
        return switch (asked.method()) {
            case "elicitation/create" -> "elicitation";
            case "sampling/createMessage" -> "sampling";
            case "roots/list" -> "roots";
            default -> null;
        };
    }
}
