package com.datacline.gateway.cluster;

import java.time.Duration;

/** What is counted over all nodes. Every method throws {@link Away} while that cannot be. */
public interface SharedCounts {

    /**
     * So many in a time.
     *
     * @param capacity how many at once
     * @param refill how many come back
     * @param within in which time
     */
    record Pace(long capacity, long refill, Duration within) {}

    /** Counts one more under a key, or returns the nanoseconds until one more may come; 0 if it was counted. */
    long take(String key, Pace pace);

    /** Takes one for not counted. */
    void giveBack(String key, Pace pace);

    /** Counts what runs now under a key unless as many do as may; what a node that is gone has counted ends by itself. */
    boolean enter(String key, String member, int most);

    /** Counts it no more. */
    void leave(String key, String member);

    /** Says that what this node has counted is still running; to be done every few seconds. */
    void renew();
}
