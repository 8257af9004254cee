package com.datacline.gateway.door;

import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A legacy client's end of a call: within a session it is asked by requests on the call's stream, may lose the connection
 * and resume the stream, and cancels by a notification (2025-11-25, transports).
 */
final class LegacyStream extends CallStream {
    private final @Nullable ClientSession session;
    private final JsonNode params;

    /** @param session its session, or null for a client that does without */
    LegacyStream(
            EventChannel channel,
            EventStream events,
            Duration keepAlive,
            @Nullable ClientSession session,
            JsonNode params) {
        super(channel, events, keepAlive);
        this.session = session;
        this.params = params;
    }

    @Override
    public Dialogue dialogue() {
        return session != null && takesEvents() ? Dialogue.REQUEST : Dialogue.NONE;
    }

    @Override
    public String session() {
        return session == null ? "" : session.id();
    }

    @Override
    public ObjectNode capabilities() {
        return session == null ? JsonNodeFactory.instance.objectNode() : session.capabilities();
    }

    @Override
    public @Nullable String logLevel() {
        return session == null ? null : session.logLevel();
    }

    @Override
    public @Nullable JsonNode progressToken() {
        return progressToken(params);
    }

    @Override
    public void tell(String server, ObjectNode notification) {
        if (session == null ? Protocol.isForCall(notification, logLevel()) : session.wants(notification)) {
            send(session == null ? notification : session.exposed(server, notification));
        }
    }

    @Override
    public ObjectNode ask(String method, ObjectNode asked, Cancellation unwanted) {
        return session == null
                ? super.ask(method, asked, unwanted)
                : session.questions().ask(method, asked, this::send, unwanted, over());
    }

    @Override
    public ClientStream outside() {
        return session == null ? ClientStream.NONE : session.outside();
    }

    @Override
    void prime() {
        if (session != null && session.resumesFromTheStart()) {
            events().prime();
        }
    }

    /** A server that wants to be polled has its client poll the gateway (2025-11-25, transports, SEP-1699). */
    @Override
    public void pause(long retryMillis) {
        if (session != null && session.resumesFromTheStart()) {
            sendAway(retryMillis);
        }
    }

    /** The client may come back for the rest; to go away is not to cancel. */
    @Override
    void gone() {
        if (session == null) {
            cancellation().cancel();
        }
    }
}
