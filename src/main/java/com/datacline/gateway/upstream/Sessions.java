package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions at one server, one for each caller, since a server may keep a caller's state in its session. Whoever needs
 * one first opens it; others wait for it, each no longer than its own deadline.
 */
final class Sessions {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final int MOST = 10_000;

    private final Handshake handshake;
    private final Cache<String, CompletableFuture<Session>> byCaller;

    /** @param onEnd hears of sessions that are over for the gateway and not yet for the server */
    Sessions(Handshake handshake, Consumer<LegacySession> onEnd) {
        this.handshake = handshake;
        this.byCaller = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(IDLE)
                .executor(Thread::startVirtualThread)
                .removalListener(
                        (@Nullable String caller, @Nullable CompletableFuture<Session> gone, RemovalCause cause) -> {
                            if (cause.wasEvicted() && gone != null && opened(gone) instanceof LegacySession session) {
                                onEnd.accept(session);
                            }
                        })
                .build();
    }

    /** Returns the caller's session, opened if need be. */
    Session of(String caller, Credential credential, InFlight call) {
        while (true) {
            CompletableFuture<Session> mine = new CompletableFuture<>();
            CompletableFuture<Session> theirs = byCaller.asMap().putIfAbsent(caller, mine);
            if (theirs == null) {
                return open(caller, mine, credential, call);
            }
            Session session = opened(theirs);
            if (session == null) {
                session = await(theirs, call);
            }
            if (session != null) {
                return session;
            }
        }
    }

    /** Forgets a session that the server has forgotten. */
    void drop(String caller, Session session) {
        byCaller.asMap().computeIfPresent(caller, (name, held) -> session.equals(opened(held)) ? null : held);
    }

    /** Returns all sessions and forgets them. */
    void clear(Consumer<Session> each) {
        byCaller.asMap().values().forEach(held -> {
            Session session = opened(held);
            if (session != null) {
                each.accept(session);
            }
        });
        byCaller.invalidateAll();
    }

    private Session open(String caller, CompletableFuture<Session> mine, Credential credential, InFlight call) {
        try {
            Session session = handshake.open(credential, call);
            mine.complete(session);
            return session;
        } catch (RuntimeException e) {
            byCaller.asMap().remove(caller, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** Returns null if the one that opens ran out of its own time: then this call tries itself. */
    private static @Nullable Session await(CompletableFuture<Session> theirs, InFlight call) {
        CompletableFuture<Session> copy = theirs.copy();
        call.track(() -> copy.cancel(false));
        try {
            return copy.get();
        } catch (CancellationException e) {
            throw call.why(new CallFailed(FailureCode.CANCELLED, "the call was cancelled"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(FailureCode.CANCELLED, "the gateway is shutting down");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof java.util.concurrent.CompletionException wrapped
                    ? wrapped.getCause()
                    : e.getCause();
            if (cause instanceof CallFailed failed && !ranOut(failed)) {
                throw failed;
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
