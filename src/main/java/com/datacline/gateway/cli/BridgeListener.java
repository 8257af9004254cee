package com.datacline.gateway.cli;

import com.datacline.gateway.upstream.ServerSentEvents;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hears what servers say by themselves to a client of the legacy era, and goes on where the stream is cut. */
final class BridgeListener {
    private static final long PAUSE_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final BridgeWire wire;
    private final BridgeSession session;
    private final BridgeOutput out;
    private @Nullable Thread thread;

    BridgeListener(BridgeWire wire, BridgeSession session, BridgeOutput out) {
        this.wire = wire;
        this.session = session;
        this.out = out;
    }

    /** Begins to listen, unless it does already. */
    synchronized void start() {
        if (thread == null || !thread.isAlive()) {
            thread = Thread.ofVirtual().name("listener").start(this::listen);
        }
    }

    synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void listen() {
        String last = null;
        Map<String, String> of = Map.of();
        long pause = PAUSE_MILLIS;
        while (!Thread.currentThread().isInterrupted()) {
            long failed = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            Map<String, String> headers = session.headers();
            // Ids of events belong to their session.
            String after = headers.equals(of) ? last : null;
            of = headers;
            try (Closing stream = new Closing(wire.listen(resuming(headers, after)))) {
                int status = stream.response().statusCode();
                if (status == 405) {
                    return;
                }
                if (status == 404 && !session.renew(headers)) {
                    return;
                }
                if (status == 200 && BridgeWire.isStream(stream.response())) {
                    ServerSentEvents events = BridgeWire.events(stream.response());
                    try {
                        hear(events);
                    } finally {
                        last = events.lastEventId(after);
                    }
                    pause = events.retryMillis(PAUSE_MILLIS);
                } else {
                    pause = failed;
                }
            } catch (IOException | Complaint e) {
                pause = failed;
            }
            if (!rest(pause)) {
                return;
            }
        }
    }

    private void hear(ServerSentEvents events) throws IOException {
        for (String data = events.next(); data != null; data = events.next()) {
            out.write(data);
        }
    }

    /** Returns the headers that ask for what came after an event. */
    static Map<String, String> resuming(Map<String, String> headers, @Nullable String after) {
        if (after == null) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Last-Event-ID", after);
        return all;
    }

    /** Returns whether nobody ended it meanwhile. */
    static boolean rest(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An answer whose body is closed, which ends the request. */
    private record Closing(HttpResponse<InputStream> response) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }
}
