package com.datacline.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogEventsTest {
    private static final Logger LOG = LoggerFactory.getLogger(LogEventsTest.class);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void a_line_of_the_log_is_counted_by_its_level() {
        try (LogEvents events = new LogEvents()) {
            events.bindTo(meters);
            double before = counted("error");

            LOG.error("an error that a test writes");
            LOG.trace("nobody reads this");

            // other tests may write lines of their own meanwhile
            assertThat(counted("error")).isGreaterThanOrEqualTo(before + 1);
            assertThat(counted("trace")).isZero();
        }
    }

    @Test
    void nothing_is_counted_once_it_is_closed() {
        LogEvents events = new LogEvents();
        events.bindTo(meters);
        events.close();
        double before = counted("error");

        LOG.error("an error that a test writes");

        assertThat(counted("error")).isEqualTo(before);
    }

    private double counted(String level) {
        return meters.get("logback.events").tag("level", level).counter().count();
    }
}
