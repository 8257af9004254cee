package com.datacline.gateway.shaping;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

/**
 * What modern clients are being asked before a call is made (2026-07-28, patterns, MRTR). A request state is a random
 * reference: worth something to the same caller only, for the same call, once, and until it expires. It outlives the
 * routes that asked.
 */
public final class Confirmations {
    static final String KEY = "approval";

    private static final String PREFIX = "gateway-approval.";
    private static final int STATE_BYTES = 32;
    private static final int MOST = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Pending> pending;

    /** @param serverState what the server gave to be shown again, or missing */
    private record Pending(
            String caller,
            String server,
            Operation operation,
            Set<String> routes,
            boolean asked,
            JsonNode serverState) {}

    /** @param patience how long a client may take to come back */
    public Confirmations(Duration patience, Ticker ticker) {
        this.pending = Caffeine.newBuilder()
                .expireAfterWrite(patience)
                .maximumSize(MOST)
                .ticker(ticker)
                .build();
    }

    /** Returns the result that asks the client for a person's yes. */
    ObjectNode ask(SingleCall call, Caller caller, Set<String> routes, ObjectNode params) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", "input_required");
        ObjectNode request = result.putObject("inputRequests").putObject(KEY).put("method", "elicitation/create");
        request.set("params", params);
        return result.put("requestState", keep(call, caller, routes, true, MissingNode.getInstance()));
    }

    /** Returns a server's own question to the client, after which nobody needs to be asked anew for the same call. */
    ObjectNode passOn(ObjectNode question, SingleCall call, Caller caller, Set<String> routes) {
        ObjectNode result = question.deepCopy();
        return result.put("requestState", keep(call, caller, routes, false, question.path("requestState")));
    }

    /**
     * Returns what was confirmed of a call before.
     *
     * @throws CallFailed with {@code input_expired} if the call shows a state of ours that is not good for it
     */
    Confirmed resume(SingleCall call, Caller caller) {
        Operation operation = call.operation();
        String state = operation.params().path("requestState").asText();
        if (!state.startsWith(PREFIX)) {
            return Confirmed.nothing(operation);
        }
        Pending found = pending.getIfPresent(state);
        if (found == null
                || !found.caller.equals(caller.id())
                || !found.server.equals(call.server())
                || !found.operation.isAgain(operation)
                || !pending.asMap().remove(state, found)) {
            throw new CallFailed(
                    FailureCode.INPUT_EXPIRED,
                    "the requestState is not known, has expired, or belongs to another request;"
                            + " call again without inputResponses and requestState");
        }
        ObjectNode params = operation.params().deepCopy();
        params.remove("requestState");
        JsonNode response = MissingNode.getInstance();
        if (found.asked) {
            response = params.path("inputResponses").path(KEY);
            params.remove("inputResponses");
        } else if (!found.serverState.isMissingNode()) {
            params.set("requestState", found.serverState);
        }
        return new Confirmed(new Operation(operation.action(), operation.subject(), params), found.routes, response);
    }

    private String keep(SingleCall call, Caller caller, Set<String> routes, boolean asked, JsonNode serverState) {
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        String state = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        pending.put(state, new Pending(caller.id(), call.server(), call.operation(), routes, asked, serverState));
        return state;
    }
}
