package com.datacline.gateway.door;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.security.Caller;
import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps of a legacy client's session: {@code listen} to it, resume one of its streams, and {@code end} it. */
public final class SessionDoor {
    private final ClientSessions sessions;
    private final Greetings greetings;
    private final SessionProperties properties;

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
        ClientSession session = sessions.find(id, caller);
        if (session == null) {
            return RestAnswers.failure(LegacyRules.unknownSession());
        }
        EventStream standing = session.standing();
        return stream(session, lastEventId == null ? standing.name() + "-" + standing.position() : lastEventId);
    }

    /** Ends a session (2025-11-25, transports, session management). */
    public HttpAnswer end(@Header("Mcp-Session-Id") @Nullable String id, @Variable("caller") Caller caller) {
        if (id == null) {
            return RestAnswers.problem(400, "which session? Send its Mcp-Session-Id", "invalid_request");
        }
        ClientSession session = sessions.find(id, caller);
        if (session == null) {
            return RestAnswers.failure(LegacyRules.unknownSession());
        }
        sessions.end(session);
        return new HttpAnswer(204, Map.of(), new byte[0]);
    }

    private Object stream(ClientSession session, String from) {
        int dash = from.lastIndexOf('-');
        EventStream stream = dash < 0 ? null : session.stream(from.substring(0, dash));
        if (stream == null || !from.substring(dash + 1).matches("\\d{1,18}")) {
            return RestAnswers.failure(new Failure(
                    FailureCode.INVALID_REQUEST, "Last-Event-ID names no stream of this session that is still kept"));
        }
        long after = Long.parseLong(from.substring(dash + 1));
        EventAnswer answer = channel -> {
            channel.open(CallStream.EVENTS);
            stream.pump(channel, after, properties.keepAlive());
            session.touch();
        };
        return answer;
    }
}
