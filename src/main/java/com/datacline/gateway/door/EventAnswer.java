package com.datacline.gateway.door;

import java.io.IOException;

/**
 * An answer that is a stream of events for as long as the client stays. It is written after the route has ended, so that
 * no stream keeps a generation of routes alive.
 */
public interface EventAnswer {

    /**
     * Writes events until there are no more.
     *
     * @throws IOException if the client is gone
     */
    void write(EventChannel channel) throws IOException;
}
