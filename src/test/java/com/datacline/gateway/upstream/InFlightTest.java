package com.datacline.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.FailureCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final CallFailed OTHERWISE = new CallFailed(FailureCode.UPSTREAM_ERROR, "otherwise");

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch aborted = new CountDownLatch(1);

    @AfterEach
    void stopTheClock() {
        clock.shutdownNow();
    }

    @Test
    void a_request_ends_with_the_deadline_of_its_call() throws InterruptedException {
        try (InFlight call = call(Duration.ofMillis(20))) {
            call.track(this::abort);
            assertThat(aborted.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(call.why(OTHERWISE).failure().code()).isEqualTo(FailureCode.UPSTREAM_TIMEOUT);
            assertThat(call.why(OTHERWISE)).hasMessage("server s did not answer within 20 ms");
        }
    }

    @Test
    void a_request_ends_when_its_call_is_cancelled() {
        try (InFlight call = call(Duration.ofMinutes(1))) {
            call.track(this::abort);
            cancellation.cancel();
            assertThat(aborted.getCount()).isZero();
            assertThat(call.why(OTHERWISE).failure().code()).isEqualTo(FailureCode.CANCELLED);
        }
    }

    @Test
    void a_call_that_has_ended_begins_no_request() {
        cancellation.cancel();
        try (InFlight call = call(Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> call.track(this::abort)).hasMessage("the call to server s was cancelled");
        }
    }

    @Test
    void a_call_that_ended_by_itself_is_neither_timed_nor_cancelled_later() {
        InFlight call = call(Duration.ofMinutes(1));
        call.track(this::abort);
        call.close();
        cancellation.cancel();
        assertThat(aborted.getCount()).isOne();
        assertThat(call.why(OTHERWISE)).isSameAs(OTHERWISE);
        assertThat(clock.getQueue()).allMatch(timer -> ((java.util.concurrent.Future<?>) timer).isCancelled());
    }

    private InFlight call(Duration limit) {
        return new InFlight("s", Deadline.in(limit), cancellation, clock);
    }

    private boolean abort() {
        aborted.countDown();
        return true;
    }
}
