package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ServerFault;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way: whatever it is in the middle of ends with its deadline or its cancellation. While the client is asked
 * something, its clock stands still.
 */
final class InFlight implements AutoCloseable {
    private final String server;
    private final Deadline deadline;
    private final Cancellation cancellation;
    private final ScheduledExecutorService clock;
    private final Runnable cancel = () -> end(FailureCode.CANCELLED);
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable Cancellable request;
    private @Nullable FailureCode ended;
    private long remainingNanos;
    private long startedNanos;
    private int holds;

    InFlight(String server, Deadline deadline, Cancellation cancellation, ScheduledExecutorService clock) {
        this.server = server;
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.clock = clock;
        this.remainingNanos = deadline.remainingNanos();
        this.timer = timer();
        cancellation.onCancel(cancel);
    }

    /** Returns an errand of the gateway's own that nobody waits for. */
    static InFlight brief(String server, ScheduledExecutorService clock) {
        return lasting(server, Duration.ofSeconds(10), new Cancellation(), clock);
    }

    static InFlight lasting(String server, Duration limit, Cancellation cancellation, ScheduledExecutorService clock) {
        return new InFlight(server, Deadline.in(limit), cancellation, clock);
    }

    /** Names the request that has to end when the call does. */
    synchronized void track(Cancellable current) {
        if (ended != null) {
            throw failure(ended);
        }
        request = current;
    }

    /** Stops the clock until as many {@link #release} calls. */
    synchronized void hold() {
        if (holds++ == 0 && timer != null) {
            timer.cancel(false);
            timer = null;
            remainingNanos -= System.nanoTime() - startedNanos;
        }
    }

    synchronized void release() {
        if (--holds == 0 && ended == null) {
            timer = timer();
        }
    }

    /** Waits, unless the call ends. */
    void sleep(long millis) {
        await(new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS));
    }

    /**
     * Waits for something that others do.
     *
     * @throws CallFailed if the call ends before, or as the future fails
     */
    <T> T await(CompletableFuture<T> future) {
        CompletableFuture<T> copy = future.copy();
        track(() -> copy.cancel(false));
        try {
            return copy.get();
        } catch (CancellationException e) {
            throw why(new CallFailed(FailureCode.CANCELLED, "the call to server " + server + " was cancelled"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(FailureCode.CANCELLED, "the gateway is shutting down");
        } catch (ExecutionException e) {
            throw CallFailed.in(e);
        }
    }

    /** Tells why the call ended before its time, or returns the given failure if it did not. */
    synchronized CallFailed why(CallFailed otherwise) {
        return ended == null ? otherwise : failure(ended);
    }

    /** Tells whether the call ended before its time. */
    synchronized boolean ended() {
        return ended != null;
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.cancel(false);
        }
        cancellation.done(cancel);
    }

    private ScheduledFuture<?> timer() {
        startedNanos = System.nanoTime();
        return clock.schedule(
                () -> end(FailureCode.UPSTREAM_TIMEOUT), Math.max(0, remainingNanos), TimeUnit.NANOSECONDS);
    }

    private void end(FailureCode reason) {
        Cancellable current;
        synchronized (this) {
            if (ended != null || reason == FailureCode.UPSTREAM_TIMEOUT && holds > 0) {
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
        if (reason == FailureCode.CANCELLED) {
            return new CallFailed(reason, "the call to server " + server + " was cancelled");
        }
        String message = "server " + server + " did not answer within "
                + deadline.limit().toMillis() + " ms";
        return new ServerFault(new Failure(reason, message), deadline.limit());
    }
}
