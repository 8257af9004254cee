package com.datacline.gateway.tools;

import com.datacline.gateway.security.Caller;
import java.util.concurrent.atomic.AtomicInteger;

/** What the routes of tests leave behind when they run: {@code bean: {beanType: ...Ran, method: note}}. */
public final class Ran {
    static final AtomicInteger TIMES = new AtomicInteger();
    static final AtomicInteger INTERRUPTED = new AtomicInteger();
    static final AtomicInteger SLEEPING = new AtomicInteger();

    static void forget() {
        TIMES.set(0);
        INTERRUPTED.set(0);
        SLEEPING.set(0);
    }

    /** Whom no route may be. */
    public Caller gateway() {
        return Caller.GATEWAY;
    }

    /** Counts. */
    public void note() {
        TIMES.incrementAndGet();
    }

    /** Takes its time, unless it is interrupted. */
    public void sleep(long millis) throws InterruptedException {
        try {
            SLEEPING.incrementAndGet();
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            INTERRUPTED.incrementAndGet();
            throw e;
        }
    }

    /** Takes its time, whatever happens. */
    public void insist(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                INTERRUPTED.incrementAndGet();
            }
        }
    }
}
