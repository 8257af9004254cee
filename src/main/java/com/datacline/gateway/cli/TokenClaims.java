package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, for its owner to read. Nothing is checked here: the gateway does that.
 *
 * @param claims the claims of a JWT, or a missing node for an opaque token
 */
record TokenClaims(JsonNode claims) {
    static TokenClaims of(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            return new TokenClaims(
                    parts.length == 3
                            ? WireJson.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]))
                            : MissingNode.getInstance());
        } catch (IOException | IllegalArgumentException e) {
            return new TokenClaims(MissingNode.getInstance());
        }
    }

    /** Tells whether there is something to read. */
    boolean isReadable() {
        return claims.isObject();
    }

    /** Returns whose token it is, as the gateway names its callers. */
    String user() {
        for (String claim : List.of("preferred_username", "sub", "client_id", "azp")) {
            if (claims.path(claim).isTextual()) {
                return claims.path(claim).asText();
            }
        }
        return "somebody whom only the issuer knows";
    }

    List<String> roles() {
        return texts(claims.at("/realm_access/roles"));
    }

    List<String> groups() {
        return texts(claims.path("groups"));
    }

    List<String> scopes() {
        String scope = claims.path("scope").asText("").strip();
        return scope.isEmpty() ? List.of() : List.of(scope.split(" +"));
    }

    /** Returns for whom it is. */
    List<String> audience() {
        JsonNode audience = claims.path("aud");
        return audience.isTextual() ? List.of(audience.asText()) : texts(audience);
    }

    String issuer() {
        return claims.path("iss").asText("");
    }

    @Nullable
    Instant end() {
        return claims.path("exp").isNumber()
                ? Instant.ofEpochSecond(claims.path("exp").asLong())
                : null;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
