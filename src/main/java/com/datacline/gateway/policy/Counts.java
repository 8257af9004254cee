package com.datacline.gateway.policy;

import org.jspecify.annotations.Nullable;

/** What counts under limits. Thread-safe. */
interface Counts {

    /**
     * What became of a request.
     *
     * @param waitNanos until when one more may come; 0 if it was counted
     * @param undo takes it for not made
     */
    record Taken(long waitNanos, Runnable undo) {}

    /** Counts a request. */
    Taken take(Limit.Key key, Rate rate);

    /** Counts a call that runs and returns what ends that, or null if as many run as the key's limit allows. */
    @Nullable
    Runnable enter(Limit.Key key);

    /** Says that what runs still does. */
    default void renew() {}
}
