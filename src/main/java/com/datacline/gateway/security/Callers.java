package com.datacline.gateway.security;

import com.datacline.gateway.registry.Secret;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Route step {@code identify}: names the caller once, at the door. */
public final class Callers {
    private final boolean authenticated;

    /** @param authenticated whether callers have tokens */
    public Callers(boolean authenticated) {
        this.authenticated = authenticated;
    }

    /** @throws IllegalStateException if callers must have tokens and this one's was not checked */
    public Caller identify() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof CallerAuthentication checked) {
            return checked.caller();
        }
        if (authenticated) {
            throw new IllegalStateException("a request reached a route without a checked token");
        }
        return Caller.ANONYMOUS;
    }

    /** Returns the gateway as a caller of its own. */
    public Caller gateway() {
        return Caller.GATEWAY;
    }

    /** Returns who the issuer says the owner of a token is. */
    static Caller of(JWTClaimsSet claims, String token) {
        String client = client(claims);
        String subject = claims.getSubject();
        String preferred = text(claims, "preferred_username");
        String name = preferred != null ? preferred : subject != null ? subject : client.isEmpty() ? "unnamed" : client;
        String id = claims.getIssuer() + "#" + (subject != null ? subject : name);
        Object roles = claims.getClaim("realm_access") instanceof Map<?, ?> realm ? realm.get("roles") : null;
        return new Caller(
                id, name, client, texts(roles), texts(claims.getClaim("groups")), scopes(claims), new Secret(token));
    }

    /** The client's id stands in {@code client_id} (RFC 9068, section 2.2) or, at Keycloak, in {@code azp}. */
    private static String client(JWTClaimsSet claims) {
        String id = text(claims, "client_id");
        String party = text(claims, "azp");
        return id != null ? id : party != null ? party : "";
    }

    private static Set<String> scopes(JWTClaimsSet claims) {
        String scope = text(claims, "scope");
        return scope == null || scope.isBlank()
                ? texts(claims.getClaim("scope"))
                : new HashSet<>(List.of(scope.trim().split(" +")));
    }

    private static @Nullable String text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text ? text : null;
    }

    private static Set<String> texts(@Nullable Object claim) {
        Set<String> texts = new HashSet<>();
        if (claim instanceof Collection<?> values) {
            values.forEach(value -> texts.add(String.valueOf(value)));
        }
        return texts;
    }
}
