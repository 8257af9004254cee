package com.datacline.gateway.door;

import org.springframework.context.SmartLifecycle;

/**
 * Ends the streams that stay open when the gateway stops, before its web server waits for what is under way: they would
 * never end by themselves.
 */
public final class OpenStreams implements SmartLifecycle {
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
        listening.end();
        auditTail.end();
        sessions.all().forEach(session -> session.standing().end());
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
