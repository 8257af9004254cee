package com.datacline.gateway.policy;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** The requests of late. A count that has had time to become nothing again is forgotten. Thread-safe. */
final class RequestCounts {
    private static final int MOST = 100_000;

    private final LoadingCache<Counted, Bucket> buckets;

    /** A key of a limit that has a rate. */
    private record Counted(Limit.Key key, Rate rate) {}

    RequestCounts(Ticker ticker) {
        TimeMeter clock = clock(ticker);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(ticker)
                .expireAfter(Expiry.<Counted, Bucket>accessing(
                        (counted, bucket) -> Duration.ofNanos(counted.rate().fullAfterNanos())))
                .build(counted -> counted.rate().bucket(clock));
    }

    /** Counts a request, or returns the nanoseconds until one more may come; 0 if it was counted. */
    long take(Limit.Key key, Rate rate) {
        return buckets.get(new Counted(key, rate))
                .tryConsumeAndReturnRemaining(1)
                .getNanosToWaitForRefill();
    }

    /** Takes a request for not made. */
    void giveBack(Limit.Key key, Rate rate) {
        buckets.get(new Counted(key, rate)).addTokens(1);
    }

    private static TimeMeter clock(Ticker ticker) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return ticker.read();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
