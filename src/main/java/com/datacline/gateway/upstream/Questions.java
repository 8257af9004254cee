package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a legacy server has asked of one client and has no answer to yet. */
final class Questions {
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INTERNAL_ERROR = -32603;

    private final ClientStream client;
    private final InFlight call;
    private final Map<JsonNode, Cancellation> open = new ConcurrentHashMap<>();

    /** @param call its clock stands still while the client is asked */
    Questions(ClientStream client, InFlight call) {
        this.client = client;
        this.call = call;
    }

    /** Sends an answer to a server. */
    interface Responder {
        /** @param answer an object with {@code result} or {@code error} */
        void respond(Heard.Asked asked, ObjectNode answer);
    }

    /** Answers a question, if need be by asking the client; it does not wait. */
    void answer(Heard.Asked asked, Responder responder) {
        boolean canAsk = client.dialogue() == ClientStream.Dialogue.REQUEST
                && Requests.isForClient(asked)
                && Requests.missing(asked, client.capabilities()) == null;
        if (!canAsk) {
            Thread.startVirtualThread(() -> responder.respond(asked, own(asked)));
            return;
        }
        Cancellation cancellation = new Cancellation();
        JsonNode id = asked.request().path("id");
        open.put(id, cancellation);
        call.hold();
        Thread.startVirtualThread(() -> {
            ObjectNode answer = ask(asked, cancellation);
            open.remove(id);
            if (!cancellation.cancelled()) {
                responder.respond(asked, answer);
            }
        });
    }

    /** Takes a server's word that it no longer wants an answer (2025-11-25, utilities, cancellation). */
    void cancelled(ObjectNode notification) {
        Cancellation cancellation = open.get(notification.path("params").path("requestId"));
        if (cancellation != null) {
            cancellation.cancel();
        }
    }

    private ObjectNode ask(Heard.Asked asked, Cancellation cancellation) {
        try {
            return client.ask(asked.method(), asked.params(), cancellation);
        } catch (CallFailed e) {
            return error(INTERNAL_ERROR, e.failure().message());
        } finally {
            call.release();
        }
    }

    /** Returns what the gateway itself answers to a question that goes to no client. */
    static ObjectNode own(Heard.Asked asked) {
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
