package com.datacline.gateway.upstream;

import com.datacline.gateway.call.AbandonedCalls;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.security.Caller;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Calls that wait for their client's input. A request state is a random reference to one of them: it is worth something to
 * the same caller only, for the same request, once, and until it expires.
 */
final class HeldCalls implements AutoCloseable {
    private static final int STATE_BYTES = 32;

    private final Duration patience;
    private final int most;
    private final ScheduledExecutorService clock;
    private final AbandonedCalls abandoned;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private record Held(HeldCall call, ScheduledFuture<?> expiry) {}

    /**
     * @param patience how long a client may take to answer
     * @param most how many calls may wait at once
     * @param abandoned hears of those whose client did not come back
     */
    HeldCalls(Duration patience, int most, ScheduledExecutorService clock, AbandonedCalls abandoned) {
        this.patience = patience;
        this.most = most;
        this.clock = clock;
        this.abandoned = abandoned;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /**
     * Keeps a call.
     *
     * @return the request state by which it is found again
     * @throws CallFailed if too many wait
     */
    String hold(HeldCall call) {
        if (held.size() >= most) {
            call.inquiry().close();
            throw new CallFailed(
                    FailureCode.UPSTREAM_ERROR,
                    "too many calls wait for their client's input (" + most + "); this one was given up");
        }
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        String state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        held.put(
                state, new Held(call, clock.schedule(() -> expire(state), patience.toMillis(), TimeUnit.MILLISECONDS)));
        return state;
    }

    /**
     * Returns the call that waits, which is then no longer kept.
     *
     * @throws CallFailed with {@code input_expired} if there is none such, or it is another caller's or another request
     */
    HeldCall take(String state, SingleCall again, Caller caller) {
        Held found = held.get(state);
        if (found == null || !found.call().isRetriedBy(again, caller) || !held.remove(state, found)) {
            throw new CallFailed(new Failure(
                    FailureCode.INPUT_EXPIRED,
                    "the requestState is not known, has expired, or belongs to another request;"
                            + " call again without inputResponses and requestState"));
        }
        found.expiry().cancel(false);
        return found.call();
    }

    private void expire(String state) {
        Held expired = held.remove(state);
        if (expired != null) {
            Thread.startVirtualThread(() -> abandon(expired.call()));
        }
    }

    private void abandon(HeldCall call) {
        Relay.cancel(call.session(), call.inquiry().id(), "the client did not answer", clock);
        call.inquiry().close();
        abandoned.note(
                call.call(),
                call.caller().name(),
                new Failure(
                        FailureCode.INPUT_EXPIRED,
                        "the client did not answer within " + patience.toMillis()
                                + " ms what the server asked; the call was cancelled"));
    }

    @Override
    public void close() {
        List.copyOf(held.keySet()).forEach(state -> {
            Held last = held.remove(state);
            if (last != null) {
                last.expiry().cancel(false);
                abandon(last.call());
            }
        });
    }
}
