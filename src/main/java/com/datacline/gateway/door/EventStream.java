package com.datacline.gateway.door;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Messages on their way to one client. Whoever has something to say adds it; the one connection that reads at a time writes
 * it. What has been sent stays for a while, so that a client which lost its connection can go on from the last event it saw
 * (2025-11-25, transports, resumability).
 */
final class EventStream {
    private static final byte[] COMMENT = EventFrame.comment();

    private final String name;
    private final KeptEvents kept;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private long retryMillis = -1;
    private int readers;
    private boolean read;
    private boolean everRead;
    private boolean ended;
    private long endedNanos;

    /**
     * @param name its name within the client's session, for the ids of its events
     * @param numbered whether events have ids
     */
    EventStream(String name, boolean numbered) {
        this.name = name;
        this.kept = new KeptEvents(name, numbered);
    }

    String name() {
        return name;
    }

    /** Adds an event without data, from whose id on the client can resume. */
    void prime() {
        locked(() -> add("data: \n\n"));
    }

    /** Adds a message and does not wait; where far too much is unsent, the oldest goes. */
    void add(JsonNode message) {
        String frame = EventFrame.message(WireJson.bytes(message));
        locked(() -> add(frame));
    }

    /** Adds a message that has its number already; one that is there is passed over. */
    void add(long number, String json) {
        String frame = EventFrame.message(json.getBytes(StandardCharsets.UTF_8));
        locked(() -> {
            if (number > kept.last()) {
                kept.skipTo(number);
                add(frame);
            }
        });
    }

    /** Begins anew after an event with that number; who reads now reads no longer. */
    void restart(long after) {
        locked(() -> {
            kept.restart(after);
            leave();
        });
    }

    /** Ends for whoever reads, and begins as one that nobody has read. */
    void leave() {
        locked(() -> {
            readers++;
            read = false;
            everRead = false;
            change.signalAll();
        });
    }

    /** Returns the number of the last event. */
    long last() {
        return locked(() -> kept.last());
    }

    /** Adds an event of another kind than messages are, with an id of its own. */
    void add(String event, String id, JsonNode data) {
        String frame = EventFrame.of(event, id, data);
        locked(() -> add(frame));
    }

    /**
     * Adds a message; while too much is unsent and somebody reads, it waits.
     *
     * @param message JSON on one line
     */
    void addInTurn(byte[] message) {
        String frame = EventFrame.message(message);
        lock.lock();
        try {
            while (read && kept.isFull()) {
                change.await();
            }
            add(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of the last event that has been written to a connection, for one that names none. */
    long position() {
        return locked(() -> kept.sent());
    }

    /** Ends the stream after what has been added. */
    void end() {
        locked(() -> {
            ended = true;
            endedNanos = System.nanoTime();
            change.signalAll();
        });
    }

    /** Waits until no connection reads any more, or the time has come, as {@link System#nanoTime} counts. */
    void awaitUnread(long untilNanos) {
        lock.lock();
        try {
            long left = untilNanos - System.nanoTime();
            while (read && left > 0) {
                left = change.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        return locked(() -> ended);
    }

    /** Tells whether it has ended, that long ago. */
    boolean endedFor(Duration time) {
        return locked(() -> ended && !read && System.nanoTime() - endedNanos > time.toNanos());
    }

    /** Tells whether a connection reads. */
    boolean isRead() {
        return locked(() -> read);
    }

    /** Tells whether a connection reads, or has read and may come back. */
    boolean wasEverRead() {
        return locked(() -> everRead);
    }

    /** Sends the reader away for a while: it shall come back and resume. */
    void pause(long millis) {
        locked(() -> {
            retryMillis = millis;
            change.signalAll();
        });
    }

    /**
     * Writes events to a connection, in the place of an earlier one, until the stream ends or pauses.
     *
     * @param after the number of the last event that the client has seen
     * @param keepAlive after how long a silence a comment is written
     * @throws IOException if the client is gone
     */
    void pump(EventWriter client, long after, Duration keepAlive) throws IOException {
        int me = begin();
        long position = after;
        try {
            while (true) {
                Batch batch = await(me, position, keepAlive);
                if (batch.frames().length > 0) {
                    client.write(batch.frames());
                }
                position = batch.position();
                sent(me, position);
                if (batch.over()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done(me);
        }
    }

    private record Batch(byte[] frames, long position, boolean over) {}

    private Batch await(int me, long position, Duration keepAlive) throws InterruptedException {
        lock.lock();
        try {
            boolean inTime = true;
            while (me == readers && kept.last() <= position && !ended && retryMillis < 0 && inTime) {
                inTime = change.await(keepAlive.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (me != readers) {
                return new Batch(new byte[0], position, true);
            }
            if (kept.last() <= position && !ended && retryMillis < 0) {
                return new Batch(COMMENT, position, false);
            }
            ByteArrayOutputStream frames = kept.after(position);
            boolean away = retryMillis >= 0 && !ended;
            if (away) {
                frames.writeBytes(("retry: " + retryMillis + "\n\n").getBytes(StandardCharsets.UTF_8));
                retryMillis = -1;
            }
            return new Batch(frames.toByteArray(), kept.last(), ended || away);
        } finally {
            lock.unlock();
        }
    }

    private int begin() {
        lock.lock();
        try {
            read = true;
            everRead = true;
            change.signalAll();
            return ++readers;
        } finally {
            lock.unlock();
        }
    }

    private void sent(int me, long position) {
        locked(() -> {
            if (me == readers) {
                kept.sent(position);
                change.signalAll();
            }
        });
    }

    private void done(int me) {
        locked(() -> {
            if (me == readers) {
                read = false;
                change.signalAll();
            }
        });
    }

    private void locked(Runnable step) {
        locked(() -> {
            step.run();
            return true;
        });
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private void add(String frame) {
        kept.add(frame, read);
        change.signalAll();
    }
}
