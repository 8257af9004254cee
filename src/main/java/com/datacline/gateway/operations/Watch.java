package com.datacline.gateway.operations;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks, again and again, whether somebody has edited what the gateway works by. It is no route, since an edit of the routes
 * must not be able to end it.
 */
public final class Watch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final boolean autoStart;
    private final Duration period;
    private final List<Runnable> looks;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private Thread thread = new Thread();

    /**
     * @param autoStart whether it begins when the application starts
     * @param period from one look to the next; an edit is in force after two of them
     * @param looks what to do each time, in this order
     */
    public Watch(boolean autoStart, Duration period, List<Runnable> looks) {
        this.autoStart = autoStart;
        this.period = period;
        this.looks = List.copyOf(looks);
    }

    @Override
    public boolean isAutoStartup() {
        return autoStart;
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofVirtual().name("watch").start(this::watch);
    }

    private void watch() {
        try {
            while (!stopped.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                looks.forEach(Watch::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.error("looking for edits failed; it is tried again", e);
        }
    }

    /** Lets a look that is under way end: an interrupt would close the journal that it may be writing. */
    @Override
    public void stop() {
        stopped.countDown();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    /** After the routes are there, and before they go. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 2048;
    }
}
