package com.datacline.gateway.door;

import java.io.IOException;
import java.util.Map;

/** The connection to one client, as long as its HTTP request lasts: what is not an answer yet can be sent as events. */
public interface EventChannel extends EventWriter {

    /** Returns whether the client takes events as an answer. */
    boolean takesEvents();

    /** Makes the answer a stream of events, before the first of them. */
    void open(Map<String, String> headers) throws IOException;

    /** Ends the stream; the request may go on for its own ends. */
    void end() throws IOException;
}
