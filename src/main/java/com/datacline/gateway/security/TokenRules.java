package com.datacline.gateway.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** What the claims of a token must say, however it was proved that they are the issuer's. */
final class TokenRules {
    /** How far ahead an issuer's clock may be when it writes {@code iat}, which decides nothing. */
    private static final Duration ISSUED_AHEAD = Duration.ofMinutes(1);

    private final String issuer;
    private final Set<String> audiences;
    private final Duration skew;
    private final Clock clock;

    TokenRules(String issuer, Set<String> audiences, Duration skew, Clock clock) {
        this.issuer = issuer;
        this.audiences = Set.copyOf(audiences);
        this.skew = skew;
        this.clock = clock;
    }

    /**
     * Returns the moment from which on the token is no good any more.
     *
     * @throws InvalidBearerTokenException if it is no good now
     */
    Instant check(JWTClaimsSet claims) {
        require(issuer.equals(claims.getIssuer()), "the token is not from the issuer that is trusted here");
        // RFC 8707, section 3: one for nobody in particular is refused too
        require(claims.getAudience().stream().anyMatch(audiences::contains), "the token is not meant for this gateway");
        require(isAccessToken(claims), "the token is not an access token");
        // RFC 9449, section 7.2, and RFC 8705: its owner has to prove that he has the key, and has no way to do so here
        require(claims.getClaim("cnf") == null, "the token is bound to a key");
        return inTime(claims);
    }

    private Instant inTime(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant end = instant(claims.getExpirationTime());
        if (end == null) {
            throw new InvalidBearerTokenException("the token has no end");
        }
        Instant until = end.plus(skew);
        require(now.isBefore(until), "the token has expired");
        Instant begin = instant(claims.getNotBeforeTime());
        require(begin == null || !now.plus(skew).isBefore(begin), "the token is not valid yet");
        Instant issued = instant(claims.getIssueTime());
        require(
                issued == null
                        || !issued.isAfter(end)
                                && !issued.isAfter(now.plus(skew).plus(ISSUED_AHEAD)),
                "the token was issued in the future");
        return until;
    }

    /** Keycloak says in the claim {@code typ} what a token is for; {@code at_hash} is in ID tokens only (OIDC Core, 3.1.3.6). */
    private static boolean isAccessToken(JWTClaimsSet claims) {
        Object type = claims.getClaim("typ");
        return (type == null || type instanceof String text && text.equalsIgnoreCase("Bearer"))
                && claims.getClaim("at_hash") == null;
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new InvalidBearerTokenException(otherwise);
        }
    }
}
