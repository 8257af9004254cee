package com.datacline.gateway.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Finds out whose a token is. One that was found good is remembered for a while, by its digest, and not beyond its end;
 * one that was refused is not remembered.
 */
final class TokenChecks implements AuthenticationManager {
    private static final int MOST_REMEMBERED = 10_000;
    private static final MessageDigest SHA_256 = sha256();

    private final TokenCheck jwts;
    private final @Nullable TokenCheck opaque;
    private final TokenRules rules;
    private final Duration ttl;
    private final Duration opaqueTtl;
    private final Clock clock;
    private final Cache<String, Verified> verified;

    /** A caller whose token was found good, and the moment from which on it has to be checked again. */
    private record Verified(Caller caller, Instant until) {}

    /** @param opaque checks tokens that are no JWTs, or null if there are none that are good */
    TokenChecks(
            TokenCheck jwts, @Nullable TokenCheck opaque, TokenRules rules, TokenProperties properties, Clock clock) {
        this.jwts = jwts;
        this.opaque = opaque;
        this.rules = rules;
        this.ttl = properties.cacheTtl();
        this.opaqueTtl = properties.introspectionTtl().compareTo(ttl) < 0 ? properties.introspectionTtl() : ttl;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(ttl)
                .build();
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String token = ((BearerTokenAuthenticationToken) given).getToken();
        if (ttl.isZero()) {
            return new CallerAuthentication(check(token).caller());
        }
        String digest = digest(token);
        Verified known = verified.getIfPresent(digest);
        if (known == null || !clock.instant().isBefore(known.until())) {
            known = check(token);
            verified.put(digest, known);
        }
        return new CallerAuthentication(known.caller());
    }

    private Verified check(String token) {
        TokenCheck lookup = opaque;
        boolean signed = lookup == null || isJwt(token);
        JWTClaimsSet claims = lookup == null || signed ? jwts.claims(token) : lookup.claims(token);
        Instant end = rules.check(claims);
        Instant next = clock.instant().plus(signed ? ttl : opaqueTtl);
        return new Verified(Callers.of(claims, token), next.isBefore(end) ? next : end);
    }

    /** A JWT begins with a JSON object; what looks like one is never looked up, so that no forgery gets a second chance. */
    private static boolean isJwt(String token) {
        int dot = token.indexOf('.');
        if (dot <= 0) {
            return false;
        }
        try {
            byte[] header = Base64.getUrlDecoder().decode(token.substring(0, dot));
            return header.length > 0 && header[0] == '{';
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String digest(String token) {
        try {
            // finding an algorithm takes longer than using it: each request takes a copy of one that was found
            MessageDigest sha = (MessageDigest) SHA_256.clone();
            return new String(sha.digest(token.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
