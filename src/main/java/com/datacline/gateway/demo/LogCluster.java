package com.datacline.gateway.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A cluster that remembers one day of logs. */
record LogCluster(String name, String title, List<DailyLine> day) {

    static final Duration MEMORY = Duration.ofDays(1);

    LogCluster {
        day = List.copyOf(day);
    }

    List<String> indices() {
        return day.stream()
                .map(line -> line.template().index())
                .distinct()
                .sorted()
                .toList();
    }

    /** The lines of the time range that ends now, newest first. */
    Stream<LogLine> lines(Instant now, Duration range) {
        var start = now.minus(range);
        return day.stream()
                .map(line -> line.latest(now))
                .filter(line -> !line.timestamp().isBefore(start))
                .sorted(Comparator.comparing(LogLine::timestamp).reversed());
    }
}
