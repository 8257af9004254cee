package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a call while the call is under way: what it declared, what it can hear, and how it can be asked.
 * The door puts it into the exchange variable {@code stream}; servers' messages go to it as they come.
 */
public interface ClientStream {

    /** A client that hears nothing before its answer and cannot be asked. */
    ClientStream NONE = new ClientStream() {};

    /** How a client can be asked for what a server needs of it. */
    enum Dialogue {
        /** Not at all. */
        NONE,
        /** By a request on its stream, which it answers while the call waits (revisions up to 2025-11-25). */
        REQUEST,
        /** By an {@code input_required} result, after which it calls again (2026-07-28, patterns, MRTR). */
        RESULT
    }

    /** How the client can be asked during this call. */
    default Dialogue dialogue() {
        return Dialogue.NONE;
    }

    /** The session of the client's own that servers shall keep apart from others, or empty for none. */
    default String session() {
        return "";
    }

    /** The capabilities that the client declared, in MCP's own shape. */
    default ObjectNode capabilities() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The least severe level of log messages the client has asked for, such as {@code info}, or null if it has not. */
    default @Nullable String logLevel() {
        return null;
    }

    /** The token by which the client knows the call's progress, or null if it does not ask for it. */
    default @Nullable JsonNode progressToken() {
        return null;
    }

    /**
     * Passes a server's notification on; a client that is gone or does not want it hears nothing.
     *
     * @param server the server it comes from
     * @param notification the JSON-RPC notification
     */
    default void tell(String server, ObjectNode notification) {}

    /**
     * Asks the client and waits for its answer; only with {@link Dialogue#REQUEST}.
     *
     * @param method what is asked, such as {@code elicitation/create}
     * @param params its params, verbatim
     * @param cancellation tells that the server no longer wants an answer
     * @return an object with either {@code result} or {@code error}
     * @throws CallFailed if the client is gone, does not answer in time, or is no longer asked
     */
    default ObjectNode ask(String method, ObjectNode params, Cancellation cancellation) {
        throw new CallFailed(FailureCode.CLIENT_UNAVAILABLE, "the client cannot be asked " + method);
    }

    /** The server has ended its stream for now and is polled: the client may do the same for that long. */
    default void pause(long retryMillis) {}

    /** What the client's session hears beside its calls; nothing if it has no session. */
    default ClientStream outside() {
        return NONE;
    }
}
