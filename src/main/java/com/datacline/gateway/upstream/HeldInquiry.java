package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.FailureCode;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request that outlives the call which began it: a thread of its own goes on hearing, and keeps what it hears for the
 * call that comes to fetch it. A server that says too much meanwhile is not read further.
 */
final class HeldInquiry implements Inquiry {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_UNHEARD = 1_000;

    private final String server;
    private final Inquiry inquiry;
    private final Cancellation life = new Cancellation();
    private final BlockingQueue<Message> heard = new ArrayBlockingQueue<>(MOST_UNHEARD);
    private final Thread listener;

    private sealed interface Message {
        record Of(Heard heard) implements Message {}

        record Failed(CallFailed failure) implements Message {}

        record Wake() implements Message {}
    }

    HeldInquiry(String server, Inquiry inquiry, ScheduledExecutorService clock) {
        this.server = server;
        this.inquiry = inquiry;
        this.listener = Thread.ofVirtual().name("held-call-" + server).start(() -> listen(clock));
    }

    @Override
    public long id() {
        return inquiry.id();
    }

    @Override
    public Heard next(InFlight call) {
        call.track(() -> heard.offer(new Message.Wake()));
        try {
            while (true) {
                Heard message = of(heard.take(), call);
                if (message != null) {
                    return message;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(FailureCode.CANCELLED, "the gateway is shutting down");
        }
    }

    /** Returns what is heard within a moment, or null. */
    @Nullable
    Heard poll(Duration moment, InFlight call) {
        try {
            Message message = heard.poll(moment.toMillis(), TimeUnit.MILLISECONDS);
            return message == null ? null : of(message, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private @Nullable Heard of(Message message, InFlight call) {
        return switch (message) {
            case Message.Of(Heard of) -> of;
            case Message.Failed(CallFailed failure) -> throw call.why(failure);
            case Message.Wake() -> {
                if (call.ended()) {
                    throw call.why(new CallFailed(FailureCode.CANCELLED, "the call to " + server + " has ended"));
                }
                yield null;
            }
        };
    }

    private void listen(ScheduledExecutorService clock) {
        try (InFlight inFlight = InFlight.lasting(server, LONGEST, life, clock)) {
            while (true) {
                Heard next = inquiry.next(inFlight);
                heard.put(new Message.Of(next));
                if (next instanceof Heard.Answered) {
                    return;
                }
            }
        } catch (CallFailed e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever fetches what was heard fetches the failure too, even if it has to wait for room. */
    private void fail(CallFailed failure) {
        try {
            heard.put(new Message.Failed(failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        life.cancel();
        listener.interrupt();
    }
}
