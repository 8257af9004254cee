package com.datacline.gateway.policy;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.convert.DurationStyle;

/**
 * So many requests in a time.
 *
 * @param requests how many; they come back evenly, one after the other
 * @param within in which time
 * @param burst how many at once, after a time without any
 */
record Rate(long requests, Duration within, long burst) {

    /** Returns a bucket that is full. */
    Bucket bucket(TimeMeter clock) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(requests, within))
                .withCustomTimePrecision(clock)
                .build();
    }

    /** Returns the nanoseconds after which an empty bucket is full again. */
    long fullAfterNanos() {
        double nanos = Math.ceil((double) within.toNanos() * burst / requests);
        return nanos < Long.MAX_VALUE / 2.0 ? (long) nanos : Long.MAX_VALUE / 2;
    }

    @Override
    public String toString() {
        return requests + " requests within " + DurationStyle.SIMPLE.print(within, ChronoUnit.SECONDS);
    }
}
