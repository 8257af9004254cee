package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sessions at one server, one for each caller and what its client declared, since a server may keep a caller's state in
 * its session. Whoever needs one first opens it; others wait for it, each no longer than its own deadline.
 */
final class Sessions {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final int MOST = 10_000;

    private final Handshake handshake;
    private final Function<Duration, InFlight> clock;
    private final BiConsumer<SessionKey, Session> onEnd;
    private final Cache<SessionKey, CompletableFuture<Session>> byKey;

    /**
     * @param clock makes a deadline for what no call pays for
     * @param onEnd hears of sessions that are over for the gateway and not yet for the server
     */
    Sessions(Handshake handshake, Function<Duration, InFlight> clock, BiConsumer<SessionKey, Session> onEnd) {
        this.handshake = handshake;
        this.clock = clock;
        this.onEnd = onEnd;
        this.byKey = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(IDLE)
                .executor(Thread::startVirtualThread)
                .removalListener(
                        (@Nullable SessionKey key, @Nullable CompletableFuture<Session> gone, RemovalCause cause) -> {
                            Session session = cause.wasEvicted() && gone != null ? opened(gone) : null;
                            if (key != null && session != null) {
                                onEnd.accept(key, session);
                            }
                        })
                .build();
    }

    /** Returns the session, opened if need be. */
    Session of(SessionKey wanted, Credential credential, InFlight call) {
        while (true) {
            SessionKey key = handshake.key(wanted);
            CompletableFuture<Session> mine = new CompletableFuture<>();
            CompletableFuture<Session> theirs = byKey.asMap().putIfAbsent(key, mine);
            Duration patience = handshake.patience();
            if (theirs == null) {
                if (patience == null) {
                    return open(wanted, key, mine, credential, call);
                }
                openApart(wanted, key, mine, credential, patience);
                theirs = mine;
            }
            Session session = opened(theirs);
            if (session == null) {
                session = await(theirs, call);
            }
            if (session != null && session.wire().isOpen()) {
                return session;
            }
            if (session != null) {
                byKey.asMap().remove(key, theirs);
            }
        }
    }

    /** Forgets a session that the server has forgotten. */
    void drop(SessionKey wanted, Session session) {
        byKey.asMap()
                .computeIfPresent(handshake.key(wanted), (key, held) -> session.equals(opened(held)) ? null : held);
    }

    /** Shows the sessions that were opened for one session of a client's own. */
    void each(String client, BiConsumer<SessionKey, Session> each) {
        byKey.asMap().forEach((key, held) -> {
            Session session = key.client().equals(client) ? opened(held) : null;
            if (session != null) {
                each.accept(key, session);
            }
        });
    }

    /** Forgets the sessions that were opened for one session of a client's own, and shows them, be it later. */
    void clear(String client, BiConsumer<SessionKey, Session> each) {
        for (SessionKey key : byKey.asMap().keySet()) {
            if (key.client().equals(client)) {
                CompletableFuture<Session> held = byKey.asMap().remove(key);
                if (held != null) {
                    held.thenAccept(session -> each.accept(key, session));
                }
            }
        }
    }

    /** Returns all sessions and forgets them. */
    void clear(BiConsumer<SessionKey, Session> each) {
        byKey.asMap().forEach((key, held) -> {
            Session session = opened(held);
            if (session != null) {
                each.accept(key, session);
            }
        });
        byKey.invalidateAll();
    }

    /** Opens one in its own time: a process that is slow to start is there for the call that comes next. */
    private void openApart(
            SessionKey wanted,
            SessionKey key,
            CompletableFuture<Session> mine,
            Credential credential,
            Duration patience) {
        Thread.startVirtualThread(() -> {
            try (InFlight errand = clock.apply(patience)) {
                open(wanted, key, mine, credential, errand);
            } catch (RuntimeException e) {
                // Those who wait hear it from the future.
                mine.completeExceptionally(e);
            }
        });
    }

    private Session open(
            SessionKey wanted, SessionKey key, CompletableFuture<Session> mine, Credential credential, InFlight call) {
        try {
            Session session = settled(wanted, key, mine, handshake.open(key, credential, call));
            mine.complete(session);
            return session;
        } catch (RuntimeException e) {
            byKey.asMap().remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** Keeps a session under the key that is right now that its server's era is known. */
    private Session settled(SessionKey wanted, SessionKey key, CompletableFuture<Session> mine, Session session) {
        SessionKey right = handshake.key(wanted);
        if (right.equals(key)) {
            return session;
        }
        CompletableFuture<Session> there = byKey.asMap().putIfAbsent(right, mine);
        Session already = there == null ? null : opened(there);
        if (there == null || already != null) {
            byKey.asMap().remove(key, mine);
        }
        if (already == null) {
            return session;
        }
        onEnd.accept(right, session);
        return already;
    }

    /** Returns null if the one that opens ran out of its own time: then this call tries itself. */
    private static @Nullable Session await(CompletableFuture<Session> theirs, InFlight call) {
        try {
            return call.await(theirs);
        } catch (CallFailed e) {
            boolean theirTime = !call.ended() && theirs.isDone() && ranOut(e);
            if (!theirTime) {
                throw e;
            }
            return null;
        }
    }

    private static boolean ranOut(CallFailed failed) {
        FailureCode code = failed.failure().code();
        return code == FailureCode.UPSTREAM_TIMEOUT || code == FailureCode.CANCELLED;
    }

    private static @Nullable Session opened(CompletableFuture<Session> future) {
        return future.isDone() && !future.isCompletedExceptionally() ? future.getNow(null) : null;
    }
}
