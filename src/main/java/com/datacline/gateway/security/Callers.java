package com.datacline.gateway.security;

import com.datacline.gateway.registry.Secret;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

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
        if (authentication instanceof JwtAuthenticationToken token && token.isAuthenticated()) {
            return of(token.getToken());
        }
        if (authenticated) {
            throw new IllegalStateException("a request reached a route without a checked token");
        }
        return Caller.ANONYMOUS;
    }

    /** Route step {@code known}: whether the caller may hear more than everybody; without authentication all are equal. */
    public boolean known() {
        return !authenticated
                || SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                        && token.isAuthenticated();
    }

    /** Returns the gateway as a caller of its own. */
    public Caller gateway() {
        return Caller.GATEWAY;
    }

    private static Caller of(Jwt token) {
        String client = client(token);
        String subject = token.getSubject();
        String preferred = token.getClaimAsString("preferred_username");
        String name = preferred != null ? preferred : subject != null ? subject : client.isEmpty() ? "unnamed" : client;
        String id = token.getClaimAsString("iss") + "#" + (subject != null ? subject : name);
        Map<String, Object> realm = token.getClaimAsMap("realm_access");
        Set<String> roles = texts(realm == null ? null : realm.get("roles"));
        String scope = token.getClaimAsString("scope");
        Set<String> scopes =
                scope == null ? Set.of() : new HashSet<>(List.of(scope.trim().split(" +")));
        return new Caller(
                id, name, client, roles, texts(token.getClaim("groups")), scopes, new Secret(token.getTokenValue()));
    }

    /** The client's id stands in {@code client_id} (RFC 9068, section 2.2) or, at Keycloak, in {@code azp}. */
    private static String client(Jwt token) {
        String id = token.getClaimAsString("client_id");
        String party = token.getClaimAsString("azp");
        return id != null ? id : party != null ? party : "";
    }

    private static Set<String> texts(@org.jspecify.annotations.Nullable Object claim) {
        Set<String> texts = new HashSet<>();
        if (claim instanceof Collection<?> values) {
            values.forEach(value -> texts.add(String.valueOf(value)));
        }
        return texts;
    }
}
