package com.datacline.gateway.door;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The events of a stream that have not been sent, and the last of those that have. For one thread at a time. */
final class KeptEvents {
    private static final int MOST_EVENTS = 256;
    private static final long MOST_BYTES = 1_000_000;
    /** So many times as much is kept of what has not been sent yet and is being read. */
    private static final int UNSENT = 4;

    private final String name;
    private final boolean numbered;
    private final Deque<Event> kept = new ArrayDeque<>();
    private long last;
    private long sent;
    private long bytes;

    private record Event(long number, byte[] frame) {}

    /**
     * @param name the stream's name, for the ids of its events
     * @param numbered whether events have ids
     */
    KeptEvents(String name, boolean numbered) {
        this.name = name;
        this.numbered = numbered;
    }

    /** Returns the number of the last event. */
    long last() {
        return last;
    }

    /** Returns the number of the last event that has been sent. */
    long sent() {
        return sent;
    }

    /** All events up to that number have been sent. */
    void sent(long number) {
        sent = number;
    }

    /** Begins anew after an event with that number. */
    void restart(long after) {
        kept.clear();
        bytes = 0;
        last = after;
        sent = after;
    }

    /** Lets the next event have that number. */
    void skipTo(long number) {
        last = number - 1;
    }

    /** Adds an event; what is too much goes, the oldest first. */
    void add(String frame, boolean read) {
        last++;
        String identified = numbered ? "id: " + name + "-" + last + "\n" + frame : frame;
        byte[] framed = identified.getBytes(StandardCharsets.UTF_8);
        kept.add(new Event(last, framed));
        bytes += framed.length;
        while (kept.size() > 1 && mayGo(kept.getFirst(), read)) {
            bytes -= kept.removeFirst().frame().length;
        }
    }

    /** Returns what comes after an event, as it goes over the wire. */
    ByteArrayOutputStream after(long number) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        kept.stream().filter(event -> event.number() > number).forEach(event -> frames.writeBytes(event.frame()));
        return frames;
    }

    /** Tells whether so much is unsent that whoever adds more should wait. */
    boolean isFull() {
        long unsent = kept.stream()
                .filter(event -> event.number() > sent)
                .mapToLong(event -> event.frame().length)
                .sum();
        return last - sent >= MOST_EVENTS || unsent > MOST_BYTES;
    }

    /** What has been sent stays for those who resume, up to a limit; what has not, up to a higher one. */
    private boolean mayGo(Event oldest, boolean read) {
        boolean isSent = oldest.number() <= sent;
        int times = isSent || !read ? 1 : UNSENT;
        return isSent && !numbered || kept.size() > times * MOST_EVENTS || bytes > times * MOST_BYTES;
    }
}
