package com.datacline.gateway.upstream;

import com.datacline.gateway.call.UpstreamCall.Credential;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Carries JSON-RPC messages to a server and back. */
interface Wire {

    /** Returns an id for a request, never used before on this wire. */
    long nextId();

    /** Prepares a request; it is sent by the first {@link Inquiry#next}. */
    Inquiry begin(long id, String method, ObjectNode params, Map<String, String> headers, Credential credential);

    /**
     * Sends a notification or a response.
     *
     * @throws com.datacline.gateway.call.CallFailed if the server cannot be reached or refuses it
     */
    void post(ObjectNode message, Map<String, String> headers, Credential credential, InFlight call);

    /**
     * Listens to what the server says beside calls (2025-11-25, transports, listening for messages). The inquiry never
     * hears a response; it fails if the server does not offer such a stream.
     *
     * @param opened what to do once the server has said whether it offers one
     */
    Inquiry listen(Map<String, String> headers, Credential credential, Runnable opened);

    /** Tells the server that a session is over; whether it cares does not matter. */
    void hangUp(Map<String, String> headers, Credential credential, InFlight call);

    /** Tells whether it still carries messages. One that has ended never will again. */
    default boolean isOpen() {
        return true;
    }

    /**
     * Tells whether it is a channel that lasts, such as the streams of a process: a session is kept by it without an id,
     * and the server is told on it that an inquiry was closed before its answer.
     */
    default boolean isChannel() {
        return false;
    }

    /** Ends what there is for the sake of this wire alone. */
    default void close() {}
}
