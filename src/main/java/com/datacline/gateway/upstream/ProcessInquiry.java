package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ServerFault;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A request to a server's process. Its answer comes on the one stream that all requests share, so one that is given up
 * has to be cancelled by a message (2026-07-28, transports, stdio, cancellation).
 */
final class ProcessInquiry implements Inquiry {
    private static final int MOST_UNHEARD = 1_000;

    private final ProcessWire wire;
    private final long id;
    private final @Nullable ObjectNode request;
    private final Runnable opened;
    private final BlockingQueue<Message> heard = new ArrayBlockingQueue<>(MOST_UNHEARD);
    private volatile boolean spokenTo;
    private boolean begun;
    private boolean over;
    private String reason = "nobody waits for it any more";

    private sealed interface Message {
        record Of(Heard heard) implements Message {}

        record Failed(CallFailed failure) implements Message {}

        record Wake() implements Message {}
    }

    /**
     * @param request what is sent, or null to listen to what belongs to no request
     * @param opened what to do once it has been sent
     */
    ProcessInquiry(ProcessWire wire, long id, @Nullable ObjectNode request, Runnable opened) {
        this.wire = wire;
        this.id = id;
        this.request = request;
        this.opened = opened;
    }

    @Override
    public long id() {
        return id;
    }

    /** Tells whether the server lists it by what is asked, and not by an answer that is due. */
    boolean isListening() {
        return request == null || ProcessWire.isListen(request);
    }

    @Nullable
    ObjectNode request() {
        return request;
    }

    @Override
    public Heard next(InFlight call) {
        try {
            call.track(() -> heard.offer(new Message.Wake()));
            if (!begun) {
                begun = true;
                wire.send(this);
                opened.run();
            }
            while (true) {
                switch (heard.take()) {
                    case Message.Of(Heard said) -> {
                        over = said instanceof Heard.Answered;
                        return said;
                    }
                    case Message.Failed(CallFailed failure) -> throw failure;
                    case Message.Wake() -> {
                        if (call.ended()) {
                            throw new CallFailed(FailureCode.CANCELLED, "the call has ended");
                        }
                    }
                }
            }
        } catch (CallFailed e) {
            CallFailed why = call.why(e);
            reason = why.failure().message();
            close();
            throw why;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new CallFailed(FailureCode.CANCELLED, "the gateway is shutting down");
        }
    }

    /** Takes what the server said; one who does not listen loses the request, and holds up no other. */
    void hear(Heard said) {
        spokenTo = true;
        if (!heard.offer(new Message.Of(said))) {
            fail(wire.failure("said more than " + MOST_UNHEARD + " messages that its caller did not take"));
        }
    }

    /** Ends it; one that has begun to hear its answer would hear that twice if it were tried again. */
    void fail(CallFailed failure) {
        CallFailed mine = spokenTo && failure instanceof ServerFault ? new ServerFault(failure.failure()) : failure;
        while (!heard.offer(new Message.Failed(mine))) {
            heard.clear();
        }
    }

    @Override
    public void close() {
        if (begun && !over) {
            over = true;
            wire.giveUp(this, reason);
        }
    }
}
