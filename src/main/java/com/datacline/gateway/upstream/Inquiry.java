package com.datacline.gateway.upstream;

/** One request on its way: what the server says until its response is heard one by one. Not thread-safe. */
interface Inquiry extends AutoCloseable {

    /** Returns the JSON-RPC id that the server knows it by. */
    long id();

    /**
     * Sends the request, the first time, and waits for the server's next message.
     *
     * @throws com.datacline.gateway.call.CallFailed if the server cannot be reached, breaks off or breaks the protocol, or
     *     the call ends
     */
    Heard next(InFlight call);

    /** Gives up what has not been heard. */
    @Override
    void close();
}
