package com.datacline.gateway.call;

import java.time.Duration;

/**
 * A stretch of time by the monotonic clock.
 *
 * @param startNanos when it began, as {@link System#nanoTime()}
 * @param limit how long it lasts
 */
public record Deadline(long startNanos, Duration limit) {

    /** Returns a deadline that begins now. */
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime(), limit);
    }

    /** Returns the nanoseconds left, zero or less when it is over. */
    public long remainingNanos() {
        return limit.toNanos() - (System.nanoTime() - startNanos);
    }

    /** Returns the milliseconds since it began. */
    public long elapsedMillis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
