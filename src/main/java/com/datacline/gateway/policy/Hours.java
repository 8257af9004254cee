package com.datacline.gateway.policy;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Holds at certain times.
 *
 * @param days the days; of a span over midnight, the one on which it begins
 * @param from the first minute
 * @param to the end, which does not belong to it; not after {@code from} means on the next day
 * @param zone whose clock it is
 */
record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) implements Condition {

    @Override
    public Basis basis() {
        return Basis.ASKER;
    }

    @Override
    public Match match(Question question) {
        ZonedDateTime now = question.now().atZone(zone);
        LocalTime time = now.toLocalTime();
        if (from.isBefore(to)) {
            return Match.of(days.contains(now.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to));
        }
        boolean evening = !time.isBefore(from) && days.contains(now.getDayOfWeek());
        boolean morning = time.isBefore(to) && days.contains(now.minusDays(1).getDayOfWeek());
        return Match.of(evening || morning);
    }
}
