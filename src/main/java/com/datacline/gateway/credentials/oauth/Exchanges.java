package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Challenged;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.OAuth;
import com.datacline.gateway.registry.Secret;
import com.datacline.gateway.security.Caller;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by which servers know the gateway's callers, each exchanged for the caller's own (RFC 8693). One exchange serves all
 * calls of a caller with the same token; whoever comes meanwhile waits for it, no longer than its own deadline. Nothing takes
 * the place of a token that the issuer does not give.
 */
public final class Exchanges {
    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final LoginService service;
    private final Clock clock;
    private final Cache<Key, CompletableFuture<ExchangedToken>> tokens;

    Exchanges(LoginService service, Clock clock, Ticker ticker) {
        this.service = service;
        this.clock = clock;
        this.tokens = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LONGEST)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** The server as the registry has it, who calls, and the hash of the token that says so. */
    private record Key(McpServer server, String caller, String tokenHash) {}

    /**
     * Returns the caller's token for a server.
     *
     * @throws CallFailed if the caller has no token to be exchanged, or the issuer does not exchange it
     */
    public Secret current(McpServer server, OAuth oauth, Caller caller, Deadline deadline) {
        Secret own = caller.token();
        if (own == null) {
            throw Unavailable.because(
                    "server " + server.name() + " is called in the caller's own name, and this call has"
                            + " no caller with a token; it needs AUTH_ENABLED=true");
        }
        Key key = key(server, caller, own);
        CompletableFuture<ExchangedToken> held = tokens.getIfPresent(key);
        ExchangedToken there = held == null ? null : done(held);
        if (held != null && there != null && there.ends(clock.instant())) {
            tokens.asMap().remove(key, held);
            held = null;
        }
        return new Secret(
                there != null && held != null ? there.value() : await(server, exchange(key, oauth, own), deadline));
    }

    /**
     * Returns another token after a server refused one.
     *
     * @param refused tells whether it is the one that was refused
     * @throws CallFailed if there is none
     */
    public Secret renew(
            McpServer server,
            OAuth oauth,
            Caller caller,
            Challenged why,
            Predicate<Secret> refused,
            Deadline deadline) {
        Secret own = caller.token();
        if (why.challenge().status() != 401 || own == null) {
            throw why;
        }
        Key key = key(server, caller, own);
        CompletableFuture<ExchangedToken> held = tokens.getIfPresent(key);
        ExchangedToken there = held == null ? null : done(held);
        if (held != null && there != null && refused.test(new Secret(there.value()))) {
            tokens.asMap().remove(key, held);
        }
        return current(server, oauth, caller, deadline);
    }

    /** The hash stands in for the token, which is not kept. */
    private static Key key(McpServer server, Caller caller, Secret own) {
        return new Key(server, caller.id(), hash(own.value()));
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<ExchangedToken> exchange(Key key, OAuth oauth, Secret own) {
        CompletableFuture<ExchangedToken> mine = new CompletableFuture<>();
        CompletableFuture<ExchangedToken> theirs = tokens.asMap().putIfAbsent(key, mine);
        if (theirs != null) {
            return theirs;
        }
        Thread.ofVirtual().name("exchange-" + key.server().name()).start(() -> {
            try {
                mine.complete(service.exchange(key.server(), oauth, new BearerAccessToken(own.value())));
            } catch (RuntimeException e) {
                tokens.asMap().remove(key, mine);
                mine.completeExceptionally(e);
            }
        });
        return mine;
    }

    private static String await(McpServer server, CompletableFuture<ExchangedToken> future, Deadline deadline) {
        try {
            return future.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)
                    .value();
        } catch (ExecutionException e) {
            throw CallFailed.in(e);
        } catch (TimeoutException e) {
            throw Unavailable.because("no token for server " + server.name() + " came in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because("the gateway is shutting down");
        }
    }

    private static @Nullable ExchangedToken done(CompletableFuture<ExchangedToken> future) {
        return future.isDone() && !future.isCompletedExceptionally() ? future.getNow(null) : null;
    }
}
