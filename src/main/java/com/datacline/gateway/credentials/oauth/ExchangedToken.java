package com.datacline.gateway.credentials.oauth;

import java.time.Duration;
import java.time.Instant;

/**
 * A token for one server that names one caller.
 *
 * @param value the token
 * @param issuedAt when it came
 * @param expiresAt when it, or the token it was exchanged for, ends
 */
record ExchangedToken(String value, Instant issuedAt, Instant expiresAt) {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** Tells whether it is over, or will be in a moment: half a minute, or a fifth of a short life. */
    boolean ends(Instant now) {
        Duration fifth = Duration.between(issuedAt, expiresAt).dividedBy(5);
        return !now.plus(fifth.compareTo(MARGIN) < 0 ? fifth : MARGIN).isBefore(expiresAt);
    }

    /** Says how long it lasts, never the token. */
    @Override
    public String toString() {
        return "ExchangedToken[until " + expiresAt + "]";
    }
}
