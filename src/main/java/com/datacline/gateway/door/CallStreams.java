package com.datacline.gateway.door;

import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The calls that are under way, as the doors see them. */
public final class CallStreams {
    private final SessionProperties properties;
    private final TaskNames taskNames;
    private final Set<CallStream> live = ConcurrentHashMap.newKeySet();

    public CallStreams(SessionProperties properties, TaskNames taskNames) {
        this.properties = properties;
        this.taskNames = taskNames;
    }

    CallStream modern(EventChannel channel, String method, JsonNode params, Caller caller) {
        return added(new ModernStream(
                channel,
                properties.callKeepAlive(),
                method,
                params,
                (server, notification) -> taskNames.told(server, notification, caller)));
    }

    CallStream legacy(EventChannel channel, @Nullable ClientSession session, JsonNode params) {
        EventStream events =
                session == null ? new EventStream("", false) : session.streams().open();
        return added(new LegacyStream(channel, events, properties.keepAlive(), session, params));
    }

    /** Gives the client its answer, be it as plain JSON or as the last event of its stream. */
    HttpAnswer finish(McpMessage message, HttpAnswer answer) {
        if (message.client() instanceof ListenStream unheard) {
            unheard.giveUp();
        }
        if (!(message.client() instanceof CallStream stream)) {
            return answer;
        }
        live.remove(stream);
        ClientSession session = message.session();
        if (session != null) {
            session.done(message.id());
        }
        // Who has cancelled a request is not answered (2025-11-25, utilities, cancellation).
        HttpAnswer last = stream.cancellation().cancelled() ? stream.drop() : stream.finish(answer);
        if (session != null && last != HttpAnswer.SENT) {
            session.streams().forget(stream.events());
        }
        return last;
    }

    /** Route step {@code keepAlive}: calls that have been silent for long become streams. */
    public void keepAlive() {
        live.forEach(CallStream::keepAlive);
    }

    private CallStream added(CallStream stream) {
        live.add(stream);
        return stream;
    }

    /** Returns how many there are. */
    public int size() {
        return live.size();
    }
}
