package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * Keeps a program that ends again and again from being started again and again. One that ends once is started anew at
 * once; from then on the pause doubles, until a process has lasted.
 */
final class RestartPause {
    private static final long FIRST = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final long LASTING = Duration.ofMinutes(1).toNanos();

    private final String server;
    private final LongSupplier nanoTime;
    private int ends;
    private long lastEnd;
    private long pause;
    private String how = "";
    private Instant again = Instant.EPOCH;

    RestartPause(String server, LongSupplier nanoTime) {
        this.server = server;
        this.nanoTime = nanoTime;
    }

    /** @throws CallFailed if it is too early to start the program */
    synchronized void check() {
        long left = pause - (nanoTime.getAsLong() - lastEnd);
        if (ends > 0 && left > 0) {
            throw new CallFailed(
                    FailureCode.UPSTREAM_UNREACHABLE,
                    "server " + server + " keeps ending (" + how + "); it is started again after " + again);
        }
    }

    /**
     * Takes note of an end that nobody asked for. Processes that end together count once.
     *
     * @param started when the process was started
     * @param reason how it ended
     */
    synchronized void ended(long started, String reason) {
        long now = nanoTime.getAsLong();
        if (ends > 0 && started - lastEnd < 0) {
            return;
        }
        ends = now - started > LASTING ? 1 : ends + 1;
        pause = ends == 1 ? 0 : Math.min(LONGEST, FIRST << Math.min(ends - 2, 10));
        lastEnd = now;
        // In so many words and not "in 8 s": a message that stays the same is logged once.
        again = Instant.now().plusNanos(pause).truncatedTo(ChronoUnit.SECONDS);
        how = reason;
    }
}
