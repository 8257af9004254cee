package com.datacline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Timetable timetable = new Timetable(LONG);

    @Test
    void a_server_that_becomes_overdue_while_it_is_being_asked_is_asked_again_after_that() {
        Inquiry first = timetable.due("docs");
        timetable.overdue("docs");

        assertThat(timetable.due("docs")).as("it is still being asked").isNull();
        timetable.answered(first, LONG, false);

        assertThat(timetable.due("docs"))
                .isNotNull()
                .extracting(Inquiry::isWhole)
                .isEqualTo(true);
    }

    @Test
    void being_overdue_is_over_once_the_server_has_been_asked_again() {
        Inquiry first = timetable.due("docs");
        timetable.overdue("docs");
        timetable.answered(first, LONG, false);
        timetable.answered(timetable.due("docs"), LONG, false);

        assertThat(timetable.due("docs")).isNull();
    }

    @Test
    void a_server_is_left_alone_after_its_answers() {
        timetable.answered(timetable.due("docs"), LONG, false);

        assertThat(timetable.due("docs")).isNull();
    }
}
