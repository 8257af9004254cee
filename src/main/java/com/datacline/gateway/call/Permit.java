package com.datacline.gateway.call;

import java.util.concurrent.atomic.AtomicBoolean;

/** A call's place among those that run at once. Given back once, however often it is closed. */
public final class Permit implements Admission, AutoCloseable {
    /** A permit of a call that nothing limits. */
    public static final Permit UNLIMITED = new Permit(() -> {});

    private final Runnable giveBack;
    private final AtomicBoolean given = new AtomicBoolean();

    /** @param giveBack makes room for another call */
    public Permit(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    @Override
    public void close() {
        if (!given.get() && given.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
