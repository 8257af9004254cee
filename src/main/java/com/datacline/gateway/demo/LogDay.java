package com.datacline.gateway.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a cluster logs in a day: everyday chatter at random times, and one incident every hour.
 *
 * @param names what {@code {name}} stands for
 * @param incident the lines of the hourly incident, each with its time after the full hour
 */
record LogDay(List<String> names, List<LogTemplate> chatter, List<Beat> incident) {

    private static final int CHATTER_PER_HOUR = 40;

    /** One line of the incident. */
    record Beat(Duration afterTheHour, LogTemplate template) {}

    /** The same seed always writes the same day. */
    List<DailyLine> written(long seed) {
        var random = new Random(seed);
        var lines = new ArrayList<DailyLine>();
        for (int hour = 0; hour < 24; hour++) {
            var start = Duration.ofHours(hour);
            for (int i = 0; i < CHATTER_PER_HOUR; i++) {
                var template = chatter.get(random.nextInt(chatter.size()));
                lines.add(template.written(start.plusMillis(random.nextInt(3_600_000)), names, random));
            }
            for (var beat : incident) {
                lines.add(beat.template().written(start.plus(beat.afterTheHour()), names, random));
            }
        }
        return lines;
    }
}
