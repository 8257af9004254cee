package com.datacline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger aborts = new AtomicInteger();
    private final Runnable abort = aborts::incrementAndGet;

    @Test
    void every_call_under_way_ends_once() {
        cancellation.onCancel(abort);
        cancellation.cancel();
        cancellation.cancel();
        assertThat(aborts).hasValue(1);
        assertThat(cancellation.cancelled()).isTrue();
    }

    @Test
    void a_call_that_comes_too_late_ends_at_once() {
        cancellation.cancel();
        cancellation.onCancel(abort);
        assertThat(aborts).hasValue(1);
    }

    @Test
    void a_call_that_has_ended_is_left_alone() {
        cancellation.onCancel(abort);
        cancellation.done(abort);
        cancellation.cancel();
        assertThat(aborts).hasValue(0);
    }

    @Test
    void a_deadline_counts_from_its_beginning() {
        Deadline over = new Deadline(System.nanoTime() - 2_000_000_000L, Duration.ofSeconds(1));
        assertThat(over.remainingNanos()).isNegative();
        assertThat(over.elapsedMillis()).isBetween(2_000L, 60_000L);
        assertThat(Deadline.in(Duration.ofHours(1)).remainingNanos()).isPositive();
    }
}
