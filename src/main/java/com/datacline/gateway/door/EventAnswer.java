package com.datacline.gateway.door;

import java.io.IOException;
import java.util.Map;

/**
 * An answer that is a stream of events for as long as the client stays. It is written after the route has ended, so that
 * no stream keeps a generation of routes alive.
 */
@FunctionalInterface
public interface EventAnswer {

    /** What a response with events begins with. */
    Map<String, String> HEADERS =
            Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store", "X-Accel-Buffering", "no");

    /**
     * Writes events until there are no more, and ends what is kept for them. It is called once, even if the client has gone
     * before.
     *
     * @param client where the response has begun already
     * @throws IOException if the client is gone
     */
    void write(EventWriter client) throws IOException;
}
