package com.datacline.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.CallFailed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestartPauseTest {
    private final AtomicLong now = new AtomicLong(1);
    private final RestartPause pause = new RestartPause("s", now::get);

    @Test
    void one_end_is_no_reason_to_wait() {
        dies();

        assertThatCode(pause::check).doesNotThrowAnyException();
    }

    @Test
    void the_second_end_makes_calls_fail_and_say_why_and_until_when() {
        dies();
        dies();

        assertThatThrownBy(pause::check)
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("server s keeps ending (exit code 7)")
                .hasMessageContaining("after 20");
        pass(Duration.ofMillis(1001));
        assertThatCode(pause::check).doesNotThrowAnyException();
    }

    @Test
    void pauses_double_up_to_a_minute() {
        dies();
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            dies();
            pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThatThrownBy(pause::check).as("before %s s", seconds).isInstanceOf(CallFailed.class);
            pass(Duration.ofMillis(1));
            assertThatCode(pause::check).as("after %s s", seconds).doesNotThrowAnyException();
        }
    }

    @Test
    void processes_that_end_together_count_once() {
        long started = now.get();
        pass(Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            pause.ended(started, "exit code 137");
        }

        assertThatCode(pause::check).doesNotThrowAnyException();
    }

    @Test
    void a_process_that_has_lasted_makes_up_for_earlier_ones() {
        for (int i = 0; i < 5; i++) {
            dies();
        }
        long started = now.get();
        pass(Duration.ofMinutes(2));
        pause.ended(started, "exit code 1");

        assertThatCode(pause::check).doesNotThrowAnyException();
    }

    private void dies() {
        long started = now.get();
        pass(Duration.ofNanos(1));
        pause.ended(started, "exit code 7");
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
