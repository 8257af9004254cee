package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A call that may be made, while routes at {@code shape:call} have their say. Of one journey, not thread-safe. */
public final class HeldUp {
    private final ClientStream client;
    private final Cancellation cancellation;
    private final Services services;
    private final List<Consumer<Answer>> afterwards = new ArrayList<>();
    private Allowed allowed;
    private Confirmed confirmed;
    private @Nullable Answer answer;
    private @Nullable Failure refusal;
    private boolean cached;

    private HeldUp(
            Allowed allowed, Confirmed confirmed, ClientStream client, Cancellation cancellation, Services services) {
        this.allowed = allowed;
        this.confirmed = confirmed;
        this.client = client;
        this.cancellation = cancellation;
        this.services = services;
    }

    /** Takes up what a person has confirmed of the same call before. */
    static HeldUp of(Allowed allowed, Exchange exchange, Services services) {
        SingleCall call = allowed.call();
        Confirmed confirmed = services.confirmations().resume(call, allowed.caller());
        boolean leg = call.parentId() != null;
        ClientStream client =
                !leg && exchange.getVariable("stream") instanceof ClientStream given ? given : ClientStream.NONE;
        Cancellation cancellation =
                exchange.getVariable("cancellation") instanceof Cancellation given ? given : new Cancellation();
        Allowed resumed = new Allowed(call.with(confirmed.operation()), allowed.caller(), allowed.because());
        return new HeldUp(resumed, confirmed, client, cancellation, services);
    }

    boolean isOf(SingleCall other) {
        return call().id().equals(other.id());
    }

    SingleCall call() {
        return allowed.call();
    }

    Allowed allowed() {
        return allowed;
    }

    Caller caller() {
        return allowed.caller();
    }

    ClientStream client() {
        return client;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    Confirmations confirmations() {
        return services.confirmations();
    }

    Confirmed confirmed() {
        return confirmed;
    }

    /** A person has said yes to a route; the time that took is not the server's. */
    void confirm(String route, Duration waited) {
        confirmed = confirmed.and(route);
        Deadline deadline = call().deadline();
        allowed = new Allowed(
                call().with(new Deadline(deadline.startNanos(), deadline.limit().plus(waited))),
                allowed.caller(),
                allowed.because());
    }

    boolean isReadOnly() {
        return services.tools().isReadOnly(call().server(), call().operation().subject());
    }

    /** Tells whether the call is the next step of a dialogue between the server and the client. */
    boolean isDialogue() {
        return call().operation().params().has("inputResponses")
                || call().operation().params().has("requestState");
    }

    /** Has somebody hear the server's own answer, before it is shaped. */
    void afterwards(Consumer<Answer> listener) {
        afterwards.add(listener);
    }

    void heard(Answer said) {
        afterwards.forEach(listener -> listener.accept(said));
    }

    /** Answers in the server's place. */
    void answer(ObjectNode result) {
        answer = new Answer(result);
    }

    /** Says that the call is not made. */
    void refuse(Failure why) {
        refusal = why;
    }

    /** @throws CallFailed if a route has refused the call */
    void mustNotBeRefused() {
        if (refusal != null) {
            throw new CallFailed(refusal);
        }
    }

    void answerFromCache(ObjectNode result) {
        answer(result);
        cached = true;
    }

    @Nullable
    Answer answer() {
        return answer;
    }

    boolean isCached() {
        return cached;
    }
}
