package com.datacline.gateway.door;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of legacy clients (2025-11-25, transports, session management). One belongs to the caller who opened it and
 * to nobody else; it is a name and no right: who calls is checked with every request.
 */
public class ClientSessions {
    private static final int ID_BYTES = 24;

    private final SessionProperties properties;
    private final Consumer<String> onEnd;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ClientSession> sessions = new ConcurrentHashMap<>();

    /** @param onEnd hears the id of each session that has ended, so that what servers keep for it ends too */
    public ClientSessions(SessionProperties properties, Consumer<String> onEnd) {
        this.properties = properties;
        this.onEnd = onEnd;
    }

    /** @throws CallFailed with {@code too_many_sessions} if the gateway keeps as many as it may */
    ClientSession open(Caller caller, String version, ObjectNode capabilities) {
        if (sessions.size() >= properties.most()) {
            throw new CallFailed(
                    FailureCode.TOO_MANY_SESSIONS,
                    "the gateway keeps " + properties.most() + " sessions and no more; try again later");
        }
        makeRoom(caller.id());
        String id = newId();
        ClientSession session = new ClientSession(
                id, caller.withoutToken(), version, capabilities, properties.patience(), Elsewhere.NOWHERE);
        keep(session);
        return session;
    }

    /** Returns an id that nobody can guess. */
    final String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    final void keep(ClientSession session) {
        sessions.put(session.id(), session);
    }

    /** Keeps a session unless there is one of that id already; returns the one that is kept. */
    final ClientSession keepFirst(ClientSession session) {
        ClientSession already = sessions.putIfAbsent(session.id(), session);
        return already == null ? session : already;
    }

    /** Returns the session of that id as far as this node knows, or null. */
    final @Nullable ClientSession kept(String id) {
        return sessions.get(id);
    }

    /** Ends a session at this node. */
    final void drop(ClientSession session) {
        if (sessions.remove(session.id(), session)) {
            session.end();
            onEnd.accept(session.id());
        }
    }

    final SessionProperties properties() {
        return properties;
    }

    /** Returns the caller's session of that id, or null if there is none; another's is none. */
    @Nullable
    ClientSession find(String id, Caller caller) {
        ClientSession session = sessions.get(id);
        if (session == null || !session.caller().id().equals(caller.id())) {
            return null;
        }
        session.touch();
        return session;
    }

    void end(ClientSession session) {
        drop(session);
    }

    /** Route step {@code expire}: ends the sessions that nobody has used for long, and forgets old streams. */
    public void expire() {
        sessions.values().forEach(session -> session.streams().expire());
        sessions.values().stream()
                .filter(session -> session.isIdle(properties.idle()))
                .toList()
                .forEach(this::end);
    }

    /** Returns how many there are. */
    public final int size() {
        return sessions.size();
    }

    final List<ClientSession> all() {
        return List.copyOf(sessions.values());
    }

    private void makeRoom(String caller) {
        List<ClientSession> own = sessions.values().stream()
                .filter(session -> session.caller().id().equals(caller))
                .toList();
        if (own.size() >= properties.mostPerCaller()) {
            own.stream().min(Comparator.comparingLong(ClientSession::usedNanos)).ifPresent(this::end);
        }
    }
}
