package com.datacline.gateway.policy;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/** The counts of this node. */
final class OwnCounts implements Counts {
    private final RequestCounts requests;
    private final RunningCounts running = new RunningCounts();

    OwnCounts(Ticker ticker) {
        this.requests = new RequestCounts(ticker);
    }

    @Override
    public Taken take(Limit.Key key, Rate rate) {
        return new Taken(requests.take(key, rate), () -> requests.giveBack(key, rate));
    }

    @Override
    public @Nullable Runnable enter(Limit.Key key) {
        return running.enter(key) ? () -> running.leave(key) : null;
    }
}
