package com.datacline.gateway.door;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.JsonRpc;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** What has been asked of one legacy client and is not answered yet. Requests to it have ids of the gateway's own. */
final class ClientQuestions {
    private static final int MOST_ASKED = 100;
    private static final String PREFIX = "gateway-";

    private final Duration patience;
    private final String prefix;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, CompletableFuture<ObjectNode>> asked = new ConcurrentHashMap<>();

    /**
     * @param patience how long the client may take to answer
     * @param node the node that asks, or empty for the only one
     */
    ClientQuestions(Duration patience, String node) {
        this.patience = patience;
        this.prefix = PREFIX + (node.isEmpty() ? "" : node + "-");
    }

    /** Carries a message to the client; it may have been cut off. */
    interface Way {
        /** Returns whether there was still a way. */
        boolean send(ObjectNode message);
    }

    /**
     * Asks the client and waits.
     *
     * @param way carries the request to it, if it can
     * @param unwanted tells that the server no longer wants the answer
     * @param over is completed when the call has ended that the question belongs to
     * @throws CallFailed if it does not answer in time
     */
    ObjectNode ask(String method, ObjectNode params, Way way, Cancellation unwanted, CompletableFuture<?> over) {
        String number = prefix + numbers.incrementAndGet();
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        if (asked.size() >= MOST_ASKED) {
            throw unavailable("has too many open questions");
        }
        asked.put(number, answer);
        Runnable withdraw = () -> {
            if (answer.completeExceptionally(unavailable("was no longer asked"))) {
                way.send(cancelled(number, "the server no longer wants an answer"));
            }
        };
        unwanted.onCancel(withdraw);
        over.whenComplete((done, problem) -> answer.completeExceptionally(unavailable("was no longer asked")));
        try {
            ObjectNode request = JsonRpc.request(TextNode.valueOf(number), method);
            request.set("params", params);
            if (!way.send(request)) {
                throw unavailable("cannot be reached");
            }
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            way.send(cancelled(number, "it took too long"));
            throw unavailable("did not answer " + method + " within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(FailureCode.CANCELLED, "the gateway is shutting down");
        } catch (ExecutionException e) {
            throw CallFailed.in(e);
        } finally {
            unwanted.done(withdraw);
            asked.remove(number);
        }
    }

    private static CallFailed unavailable(String what) {
        return new CallFailed(FailureCode.CLIENT_UNAVAILABLE, "the client " + what);
    }

    private static ObjectNode cancelled(String number, String reason) {
        return JsonRpc.cancelled(TextNode.valueOf(number), reason);
    }

    /** Returns the node that asked what this answers, or empty if that is not said. */
    static String askedBy(ObjectNode response) {
        String[] parts = response.path("id").asText().split("-", -1);
        return parts.length == 3 && response.path("id").asText().startsWith(PREFIX) ? parts[1] : "";
    }

    /** Takes the client's answer to a question; returns false if nobody here asked it. */
    boolean answered(ObjectNode response) {
        CompletableFuture<ObjectNode> waiting = asked.get(response.path("id").asText());
        if (waiting != null) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            String member = response.has("error") ? "error" : "result";
            answer.set(member, response.get(member));
            waiting.complete(answer);
        }
        return waiting != null;
    }

    /** Ends them all: the client is gone. */
    void end() {
        CallFailed gone = unavailable("has ended its session");
        asked.values().forEach(waiting -> waiting.completeExceptionally(gone));
    }
}
