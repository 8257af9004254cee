package com.datacline.gateway.policy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that run right now. What has none is not kept. Thread-safe. */
final class RunningCounts {
    private final Map<Limit.Key, Integer> running = new ConcurrentHashMap<>();

    /** Counts a call and returns true, or returns false if there are as many as the key's limit allows. */
    boolean enter(Limit.Key key) {
        boolean[] entered = new boolean[1];
        running.compute(key, (same, now) -> {
            int calls = now == null ? 0 : now;
            entered[0] = calls < key.concurrent();
            return entered[0] ? Integer.valueOf(calls + 1) : now;
        });
        return entered[0];
    }

    /** Counts a call no more. */
    void leave(Limit.Key key) {
        running.computeIfPresent(key, (same, now) -> now > 1 ? now - 1 : null);
    }

    /** Returns of how many keys calls are running. */
    int size() {
        return running.size();
    }
}
