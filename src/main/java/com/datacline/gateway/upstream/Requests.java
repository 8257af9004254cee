package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What servers of the legacy era ask of their client, and who answers it. */
final class Requests {
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INTERNAL_ERROR = -32603;

    private Requests() {}

    /** Sends an answer to a server. */
    interface Responder {
        /** @param answer an object with {@code result} or {@code error} */
        void respond(Heard.Asked asked, ObjectNode answer);
    }

    /** Answers a server's request, if need be by asking the client; it does not wait. */
    static void answer(Heard.Asked asked, ClientStream client, InFlight call, Responder responder) {
        boolean canAsk = client.dialogue() == ClientStream.Dialogue.REQUEST
                && isForClient(asked)
                && missing(asked, client.capabilities()) == null;
        if (canAsk) {
            call.hold();
        }
        Thread.startVirtualThread(() -> {
            ObjectNode answer;
            try {
                answer = canAsk ? client.ask(asked.method(), asked.params()) : own(asked);
            } catch (CallFailed e) {
                answer = error(INTERNAL_ERROR, String.valueOf(e.getMessage()));
            } finally {
                if (canAsk) {
                    call.release();
                }
            }
            responder.respond(asked, answer);
        });
    }

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

    private static ObjectNode own(Heard.Asked asked) {
        if (asked.method().equals("ping")) {
            ObjectNode pong = JsonNodeFactory.instance.objectNode();
            pong.putObject("result");
            return pong;
        }
        return error(METHOD_NOT_FOUND, "the client behind the gateway did not offer " + asked.method());
    }

    private static ObjectNode error(int code, String message) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }
}
