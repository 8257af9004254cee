package com.datacline.gateway.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the streams that stay open when the gateway stops. Their requests are over, so the web server does not wait until they
 * have been written; this does, for a while.
 */
public final class OpenStreams implements SmartLifecycle {
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Listening listening;
    private final ClientSessions sessions;
    private final AuditTail auditTail;
    private volatile boolean running;

    public OpenStreams(Listening listening, ClientSessions sessions, AuditTail auditTail) {
        this.listening = listening;
        this.sessions = sessions;
        this.auditTail = auditTail;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        List<EventStream> ending = new ArrayList<>(listening.end());
        ending.addAll(auditTail.end());
        for (ClientSession session : sessions.all()) {
            session.standing().end();
            ending.add(session.standing());
        }
        long until = System.nanoTime() + LAST_WORDS.toNanos();
        ending.forEach(stream -> stream.awaitUnread(until));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The first to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
