package com.datacline.gateway.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows a person at a terminal that something takes its time, and for how long; nobody else sees it. */
final class Progress {
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final Duration STEP = Duration.ofMillis(120);
    private static final String TURNS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    private Progress() {}

    /** Returns what the work results in, and shows the text while it lasts. */
    static <T> T during(String text, Supplier<T> work) {
        if (!Style.terminal()) {
            return work.get();
        }
        CountDownLatch done = new CountDownLatch(1);
        Thread display = Thread.ofVirtual().start(() -> show(Output.cut(text, Output.columns() - 12), done));
        try {
            return work.get();
        } finally {
            done.countDown();
            await(display);
        }
    }

    private static void show(String text, CountDownLatch done) {
        long began = System.nanoTime();
        try {
            if (done.await(QUIET.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            for (int turn = 0; !done.await(STEP.toMillis(), TimeUnit.MILLISECONDS); turn++) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
                System.err.print("\r" + TURNS.charAt(turn % TURNS.length()) + " " + text + " " + seconds + " s");
            }
            System.err.print("\r" + " ".repeat(Output.columns() - 1) + "\r");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Thread display) {
        try {
            display.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
