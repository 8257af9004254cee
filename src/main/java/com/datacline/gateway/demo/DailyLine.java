package com.datacline.gateway.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * A line that is written every day at the same time.
 *
 * <p>A demo left running for a week still has a last hour, and a timestamp once shown never changes.
 *
 * @param at time of day, UTC
 */
record DailyLine(Duration at, LogTemplate template, String message) {

    private static final long DAY = Duration.ofDays(1).toMillis();

    LogLine latest(Instant now) {
        var age = Math.floorMod(now.toEpochMilli() - at.toMillis(), DAY);
        var timestamp = Instant.ofEpochMilli(now.toEpochMilli() - age);
        return new LogLine(timestamp, template.index(), template.level(), template.service(), message);
    }
}
