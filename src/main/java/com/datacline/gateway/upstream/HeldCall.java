package com.datacline.gateway.upstream;

import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call at a legacy server that waits for what the server asked of a modern client.
 *
 * @param call the call that began it
 * @param caller who made it
 * @param session where it runs
 * @param inquiry the request that waits
 * @param asked what the server asked, by the key under which the client answers
 */
record HeldCall(SingleCall call, Caller caller, Session session, HeldInquiry inquiry, Map<String, Heard.Asked> asked) {
    HeldCall {
        asked = new TreeMap<>(asked);
    }

    /** Tells whether a call is this one made again: same caller, same operation, same arguments. */
    boolean isRetriedBy(SingleCall again, Caller who) {
        return caller.id().equals(who.id()) && call.operation().isAgain(again.operation());
    }

    /** Tells whether the client has answered everything, each in the shape of a result. */
    boolean isAnsweredBy(JsonNode responses) {
        return asked.keySet().stream().allMatch(key -> responses.path(key).isObject());
    }

    /** Returns the result that asks the client (2026-07-28, patterns, MRTR). */
    ObjectNode inputRequired(String state) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", "input_required");
        ObjectNode requests = result.putObject("inputRequests");
        asked.forEach((key, ask) -> {
            ObjectNode request = requests.putObject(key).put("method", ask.method());
            ObjectNode params = ask.params().deepCopy();
            // Of the legacy era alone: the id by which a server would tell that an URL elicitation is done.
            params.remove("elicitationId");
            request.set("params", params);
        });
        return result.put("requestState", state);
    }
}
