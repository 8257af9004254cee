package com.datacline.gateway.process;

import com.datacline.gateway.fixture.StreamClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One client that calls {@code echo}, each time with a message of its own: a legacy one in a session, or a modern one. */
final class SessionLoad implements AutoCloseable {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final StreamClient client;
    private final String name;
    private final boolean legacy;
    private final Thread thread;
    private volatile boolean stopped;

    private SessionLoad(URI url, String name, boolean legacy) {
        this.client = new StreamClient(url);
        this.name = name;
        this.legacy = legacy;
        if (legacy) {
            client.initialize("2025-11-25", "{}");
        }
        this.thread = Thread.ofVirtual().start(this::run);
    }

    static SessionLoad on(URI url, String name, boolean legacy) {
        return new SessionLoad(url, name, legacy);
    }

    /** Returns the messages of the calls that were answered with success. */
    List<String> answered() {
        return List.copyOf(answered);
    }

    /** Returns how many those are. */
    int answers() {
        return count.get();
    }

    boolean isLegacy() {
        return legacy;
    }

    /** Returns what became of the others. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    private void run() {
        for (int i = 0; !stopped; i++) {
            String message = name + "-" + i;
            String params = "{\"name\":\"one__echo\",\"arguments\":{\"message\":\"" + message + "\"}}";
            try {
                StreamClient.Incoming answer =
                        legacy ? client.request(i, "tools/call", params) : client.modern(i, "tools/call", params, "{}");
                answer.awaitEnd();
                boolean good = answer.status() == 200
                        && !answer.messages().isEmpty()
                        && answer.messages().getLast().path("result").toString().contains(message);
                (good ? answered : failed)
                        .add(good ? message : message + ": " + answer.status() + " " + answer.lines());
                if (good) {
                    count.incrementAndGet();
                    continue;
                }
            } catch (RuntimeException e) {
                failed.add(message + ": 502 (" + e + ")");
            }
            // as Retry-After asks, if not for as long
            LockSupport.parkNanos(AFTER_FAILURE.toNanos());
        }
    }
}
