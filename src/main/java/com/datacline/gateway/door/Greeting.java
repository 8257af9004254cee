package com.datacline.gateway.door;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a client asks of the gateway itself. */
public sealed interface Greeting {

    /**
     * The legacy handshake.
     *
     * @param version the protocol version the client would like
     * @param capabilities what the client declares
     */
    record Initialize(String version, ObjectNode capabilities) implements Greeting {}

    /** The modern question for versions and capabilities. */
    record Discover() implements Greeting {}

    /** A sign of life, or something else that has been done and is answered by nothing. */
    record Ping() implements Greeting {}
}
