package com.datacline.gateway.upstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes what carries messages to one server. */
interface Wires {

    /**
     * Returns the wire for a new session.
     *
     * @throws com.datacline.gateway.call.CallFailed if there cannot be one now
     */
    Wire next();

    /** How long opening a session may take whatever the call's own deadline, or null if the call pays for it. */
    default @Nullable Patience patience() {
        return null;
    }

    /** Ends all wires and makes no more. */
    default void close() {}

    /**
     * The time that a server of its own process gets.
     *
     * @param start until its session is open
     * @param probe to answer a question that it may not understand
     */
    record Patience(Duration start, Duration probe) {}
}
