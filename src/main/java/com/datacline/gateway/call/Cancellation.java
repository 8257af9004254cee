package com.datacline.gateway.call;

import java.util.ArrayList;
import java.util.List;

/** Ends calls that are under way: a broadcast that has enough results, or a caller that went away. Thread-safe. */
public final class Cancellation {
    private final List<Runnable> aborts = new ArrayList<>();
    private boolean cancelled;

    /** Cancels every registered call, and each one that is registered later. */
    public void cancel() {
        List<Runnable> pending;
        synchronized (this) {
            cancelled = true;
            pending = List.copyOf(aborts);
            aborts.clear();
        }
        pending.forEach(Runnable::run);
    }

    /** Registers what ends a call; runs it at once if cancelled already. */
    public void onCancel(Runnable abort) {
        synchronized (this) {
            if (!cancelled) {
                aborts.add(abort);
                return;
            }
        }
        abort.run();
    }

    /** Forgets a call that has ended by itself. */
    public synchronized void done(Runnable abort) {
        aborts.remove(abort);
    }

    /** Tells whether it has been cancelled. */
    public synchronized boolean cancelled() {
        return cancelled;
    }
}
