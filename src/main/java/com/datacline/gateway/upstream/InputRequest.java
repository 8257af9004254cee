package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A modern server's {@code input_required} results, put to a legacy client as requests (2026-07-28, patterns, MRTR;
 * 2025-11-25, client features).
 */
final class InputRequest {
    private static final int MOST_ROUNDS = 16;
    private static final long PAUSE_MILLIS = 500;

    private final String server;
    private final Operation operation;
    private final ClientStream client;
    private final InFlight call;
    private int rounds;

    InputRequest(String server, Operation operation, ClientStream client, InFlight call) {
        this.server = server;
        this.operation = operation;
        this.client = client;
        this.call = call;
    }

    static boolean isIn(ObjectNode result) {
        return result.path("resultType").asText().equals("input_required");
    }

    /**
     * Returns the operation with the client's answers and the server's own state, byte for byte.
     *
     * @throws CallFailed if the client cannot be asked or the server asks without end
     */
    Operation answered(ObjectNode result) {
        if (++rounds > MOST_ROUNDS) {
            throw failed("asks for input without end");
        }
        ObjectNode params = operation.params().deepCopy();
        if (result.path("inputRequests").isEmpty()) {
            call.sleep(PAUSE_MILLIS);
        } else {
            params.set("inputResponses", responses(result.path("inputRequests")));
        }
        if (result.has("requestState")) {
            params.set("requestState", result.get("requestState"));
        }
        return new Operation(operation.action(), operation.subject(), params);
    }

    private ObjectNode responses(JsonNode requests) {
        Map<String, Heard.Asked> wanted = new TreeMap<>();
        requests.properties().forEach(request -> {
            Heard.Asked asked = asked(request.getValue());
            Failure missing = Requests.missing(asked, client.capabilities());
            if (missing != null) {
                throw new CallFailed(missing);
            }
            if (client.dialogue() != ClientStream.Dialogue.REQUEST || !Requests.isForClient(asked)) {
                throw failed("asks for " + asked.method() + ", and this caller cannot be asked");
            }
            wanted.put(request.getKey(), asked);
        });
        // Once one of them fails, the others are not wanted any more.
        Cancellation cancellation = new Cancellation();
        call.hold();
        try {
            Map<String, CompletableFuture<ObjectNode>> answers = new TreeMap<>();
            wanted.forEach((key, asked) -> answers.put(key, put(asked, cancellation)));
            ObjectNode responses = JsonNodeFactory.instance.objectNode();
            answers.forEach((key, answer) -> responses.set(key, result(call.await(answer))));
            return responses;
        } finally {
            cancellation.cancel();
            call.release();
        }
    }

    private CompletableFuture<ObjectNode> put(Heard.Asked asked, Cancellation cancellation) {
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(client.ask(asked.method(), asked.params(), cancellation));
            } catch (CallFailed e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private JsonNode result(ObjectNode answer) {
        JsonNode result = answer.get("result");
        if (result == null) {
            throw new CallFailed(
                    FailureCode.CLIENT_UNAVAILABLE,
                    "the client refused what server " + server + " asked of it: "
                            + answer.path("error").path("message").asText());
        }
        return result;
    }

    /** An URL elicitation of the legacy era has an id (2025-11-25, client, elicitation). */
    private static Heard.Asked asked(JsonNode request) {
        ObjectNode asked =
                request instanceof ObjectNode given ? given.deepCopy() : JsonNodeFactory.instance.objectNode();
        ObjectNode params = asked.get("params") instanceof ObjectNode given ? given : asked.putObject("params");
        if (params.path("mode").asText().equals("url") && !params.has("elicitationId")) {
            params.put("elicitationId", UUID.randomUUID().toString());
        }
        return new Heard.Asked(asked);
    }

    private CallFailed failed(String what) {
        return new CallFailed(FailureCode.UPSTREAM_ERROR, "server " + server + " " + what);
    }
}
