package com.datacline.gateway.door;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The streams of one client's calls: those under way, and for a while those that have ended and may be resumed. */
final class ReplayStreams {
    private static final int MOST_ENDED = 16;
    private static final char NODE_END = '.';
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final String prefix;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, EventStream> streams = new LinkedHashMap<>();

    /** @param node the node where the calls run, or empty for the only one */
    ReplayStreams(String node) {
        this.prefix = node.isEmpty() ? "" : node + NODE_END;
    }

    /** Returns the node whose stream has that name, or empty if that is not said. */
    static String nodeOf(String stream) {
        int end = stream.indexOf(NODE_END);
        return end < 0 ? "" : stream.substring(0, end);
    }

    /** Returns a new stream. */
    synchronized EventStream open() {
        EventStream stream = new EventStream(prefix + numbers.incrementAndGet(), true);
        streams.put(stream.name(), stream);
        if (streams.size() > MOST_ENDED) {
            long ended = streams.values().stream().filter(EventStream::ended).count();
            List<EventStream> oldest = streams.values().stream()
                    .filter(EventStream::ended)
                    .limit(Math.max(0, ended - MOST_ENDED))
                    .toList();
            oldest.forEach(this::forget);
        }
        return stream;
    }

    synchronized @Nullable EventStream find(String name) {
        return streams.get(name);
    }

    synchronized void forget(EventStream stream) {
        streams.remove(stream.name());
    }

    /** Forgets those that have ended a while ago. */
    synchronized void expire() {
        streams.values().removeIf(stream -> stream.endedFor(KEPT));
    }
}
