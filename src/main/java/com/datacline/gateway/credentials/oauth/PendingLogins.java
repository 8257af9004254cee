package com.datacline.gateway.credentials.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.oauth2.sdk.id.State;
import java.time.Duration;
import java.util.Optional;

/** Logins that were begun, by a state that cannot be guessed and works once, for ten minutes. */
final class PendingLogins {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST = 1_000;
    private static final int STATE_BYTES = 32;

    private final Cache<String, PendingLogin> byState;

    PendingLogins(Ticker ticker) {
        this.byState = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(PATIENCE)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    State begin(PendingLogin login) {
        State state = new State(STATE_BYTES);
        byState.put(state.getValue(), login);
        return state;
    }

    Optional<PendingLogin> take(String state) {
        return Optional.ofNullable(byState.asMap().remove(state));
    }
}
