package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A login at one gateway, as it is kept between commands.
 *
 * @param issuer who issued the tokens
 * @param client the client they were issued to
 * @param resource the gateway as its issuer knows it
 * @param tokenEndpoint where the issuer gives new tokens
 * @param revocationEndpoint where it takes tokens back, or null
 * @param accessToken what shows who asks
 * @param refreshToken what a new access token is got with, or null
 * @param end until when the access token is good, or null if the issuer did not say
 */
record KeptLogin(
        String issuer,
        String client,
        String resource,
        String tokenEndpoint,
        @Nullable String revocationEndpoint,
        String accessToken,
        @Nullable String refreshToken,
        @Nullable Instant end) {
    /** A token that ends while a request is on its way is one that has ended. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** Tells whether the access token is not to be used any more. */
    boolean hasEnded(Instant now) {
        return end != null && !now.plus(MARGIN).isBefore(end);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("issuer", issuer)
                .put("client_id", client)
                .put("resource", resource)
                .put("token_endpoint", tokenEndpoint)
                .put("revocation_endpoint", revocationEndpoint)
                .put("access_token", accessToken)
                .put("refresh_token", refreshToken)
                .put("expires_at", end == null ? null : end.toString());
    }

    /** @throws IllegalArgumentException if something is missing; the message does not show what is there */
    static KeptLogin of(JsonNode json) {
        return new KeptLogin(
                needed(json, "issuer"),
                needed(json, "client_id"),
                needed(json, "resource"),
                needed(json, "token_endpoint"),
                json.path("revocation_endpoint").textValue(),
                needed(json, "access_token"),
                json.path("refresh_token").textValue(),
                end(json.path("expires_at").textValue()));
    }

    private static String needed(JsonNode json, String member) {
        String value = json.path(member).textValue();
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("a login has no " + member);
        }
        return value;
    }

    private static @Nullable Instant end(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("expires_at is no time", e);
        }
    }

    /** Names whose it is, never the tokens. */
    @Override
    public String toString() {
        return "KeptLogin[" + client + " at " + issuer + "]";
    }
}
