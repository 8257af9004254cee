package com.datacline.gateway.door;

/** What a client asks of the gateway itself. */
public sealed interface Greeting {

    /**
     * The legacy handshake.
     *
     * @param version the protocol version the client would like
     */
    record Initialize(String version) implements Greeting {}

    /** The modern question for versions and capabilities. */
    record Discover() implements Greeting {}

    /** A sign of life. */
    record Ping() implements Greeting {}
}
