package com.datacline.gateway.door;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.cluster.Away;
import com.datacline.gateway.security.Caller;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps of a legacy client's session: {@code listen} to it, resume one of its streams, and {@code end} it. */
public final class SessionDoor {
    private final ClientSessions sessions;
    private final Greetings greetings;
    private final SessionProperties properties;
    private final AtomicInteger open = new AtomicInteger();

    public SessionDoor(ClientSessions sessions, Greetings greetings, SessionProperties properties) {
        this.sessions = sessions;
        this.greetings = greetings;
        this.properties = properties;
    }

    /**
     * Answers {@code GET /mcp}: with the session's stream, with the rest of a stream that broke off, or, to whoever looks
     * with a browser, with what the gateway is.
     *
     * @return an {@link EventAnswer} or an {@link HttpAnswer}
     */
    public Object listen(
            @Header("Accept") @Nullable String accept,
            @Header("Mcp-Session-Id") @Nullable String id,
            @Header("Last-Event-ID") @Nullable String lastEventId,
            @Variable("caller") Caller caller,
            @Variable("sight") @Nullable Sight sight) {
        if (accept == null || !accept.contains("text/event-stream")) {
            return greetings.look(sight == null ? Sight.NOTHING : sight);
        }
        if (id == null) {
            HttpAnswer refused = RestAnswers.problem(
                    405, "there is no event stream without a session; use POST", "method_not_allowed");
            return new HttpAnswer(
                    405, Map.of("Content-Type", "application/json", "Allow", "POST, DELETE"), refused.body());
        }
        try {
            ClientSession session = sessions.find(id, caller);
            return session == null ? RestAnswers.failure(LegacyRules.unknownSession()) : stream(session, lastEventId);
        } catch (Away e) {
            return RestAnswers.failure(LegacyRules.unavailable());
        }
    }

    /** Ends a session (2025-11-25, transports, session management). */
    public HttpAnswer end(@Header("Mcp-Session-Id") @Nullable String id, @Variable("caller") Caller caller) {
        if (id == null) {
            return RestAnswers.problem(400, "which session? Send its Mcp-Session-Id", "invalid_request");
        }
        try {
            ClientSession session = sessions.find(id, caller);
            if (session == null) {
                return RestAnswers.failure(LegacyRules.unknownSession());
            }
            sessions.end(session);
            return new HttpAnswer(204, Map.of(), new byte[0]);
        } catch (Away e) {
            return RestAnswers.failure(LegacyRules.unavailable());
        }
    }

    private Object stream(ClientSession session, @Nullable String from) {
        if (open.get() >= SessionProperties.room()) {
            return RestAnswers.failure(new Failure(
                    FailureCode.TOO_MANY_SESSIONS,
                    open.get() + " clients listen, and there is no room for more; try again later"));
        }
        if (from == null) {
            return standing(session, null);
        }
        int dash = from.lastIndexOf('-');
        if (dash < 0 || !from.substring(dash + 1).matches("\\d{1,18}")) {
            return unknownStream();
        }
        String name = from.substring(0, dash);
        long after = Long.parseLong(from.substring(dash + 1));
        if (name.equals(session.standing().name())) {
            return standing(session, after);
        }
        EventStream stream = session.stream(name);
        if (stream != null) {
            return events(session, client -> pump(stream, client, after), () -> {});
        }
        Elsewhere.FarStream far = session.elsewhere().stream(name, after);
        return far == null
                ? unknownStream()
                : events(session, client -> far.pump(client, properties.keepAlive()), () -> {});
    }

    private EventAnswer standing(ClientSession session, @Nullable Long seen) {
        EventStream standing = session.standing();
        long after = session.elsewhere().listen(standing, seen);
        return events(session, client -> pump(standing, client, after), () -> session.elsewhere()
                .unlisten(standing));
    }

    private EventAnswer events(ClientSession session, EventAnswer events, Runnable onEnd) {
        return client -> {
            open.incrementAndGet();
            try {
                events.write(client);
            } finally {
                // also where it broke off: its client has as long to come back as any other
                session.touch();
                open.decrementAndGet();
                onEnd.run();
            }
        };
    }

    /** A comment comes first: it takes the response through what waits for its first bytes, and shows whether the client is there. */
    private void pump(EventStream stream, EventWriter client, long after) throws IOException {
        client.write(EventFrame.comment());
        stream.pump(client, after, properties.keepAlive());
    }

    private static HttpAnswer unknownStream() {
        return RestAnswers.failure(new Failure(
                FailureCode.INVALID_REQUEST, "Last-Event-ID names no stream of this session that is still kept"));
    }
}
