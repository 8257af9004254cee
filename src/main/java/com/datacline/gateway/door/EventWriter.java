package com.datacline.gateway.door;

import java.io.IOException;

/** Where events go: to a client, or to the node where the client is. */
@FunctionalInterface
public interface EventWriter {

    /**
     * Sends events at once. One thread at a time may do so.
     *
     * @throws IOException if nobody reads them any more
     */
    void write(byte[] events) throws IOException;
}
