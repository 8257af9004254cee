package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.FailureCode;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** A call on its way: whatever HTTP request it is in the middle of ends with its deadline or its cancellation. */
final class InFlight implements AutoCloseable {
    private final String server;
    private final Deadline deadline;
    private final Cancellation cancellation;
    private final Runnable cancel = () -> end(FailureCode.CANCELLED);
    private final ScheduledFuture<?> timer;
    private @Nullable Cancellable request;
    private @Nullable FailureCode ended;

    InFlight(String server, Deadline deadline, Cancellation cancellation, ScheduledExecutorService clock) {
        this.server = server;
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.timer = clock.schedule(
                () -> end(FailureCode.UPSTREAM_TIMEOUT), Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        cancellation.onCancel(cancel);
    }

    /** Returns an errand of the gateway's own that nobody waits for. */
    static InFlight brief(String server, ScheduledExecutorService clock) {
        return new InFlight(server, Deadline.in(Duration.ofSeconds(10)), new Cancellation(), clock);
    }

    /** Names the request that has to end when the call does. */
    synchronized void track(Cancellable current) {
        if (ended != null) {
            throw failure(ended);
        }
        request = current;
    }

    /** Returns why the call ended before its time, or the given failure if it did not. */
    synchronized CallFailed why(CallFailed otherwise) {
        return ended == null ? otherwise : failure(ended);
    }

    @Override
    public void close() {
        timer.cancel(false);
        cancellation.done(cancel);
    }

    private void end(FailureCode reason) {
        Cancellable current;
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = reason;
            current = request;
        }
        if (current != null) {
            current.cancel();
        }
    }

    private CallFailed failure(FailureCode reason) {
        return new CallFailed(
                reason,
                reason == FailureCode.CANCELLED
                        ? "the call to server " + server + " was cancelled"
                        : "server " + server + " did not answer within "
                                + deadline.limit().toMillis() + " ms");
    }
}
