package com.datacline.gateway.upstream;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls make use of something that must not be closed before they have ended. */
final class Use {
    private static final int CLOSED = -1;

    private final AtomicInteger calls = new AtomicInteger();

    /** Returns false if it is closed already. */
    boolean begin() {
        return calls.getAndUpdate(n -> n == CLOSED ? CLOSED : n + 1) != CLOSED;
    }

    void end() {
        calls.decrementAndGet();
    }

    /** Returns false if it is in use, or closed already. */
    boolean close() {
        return calls.compareAndSet(0, CLOSED);
    }
}
