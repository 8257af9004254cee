package com.datacline.gateway.security;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may connect.
 *
 * @param enabled whether callers need a token
 * @param oauthEnabled a second switch that clients' guides name; on, it contradicts {@code enabled} being off
 * @param keycloakUrl base address of Keycloak
 * @param internalUrl where the gateway itself reaches Keycloak, if not there; tokens name the other one all the same
 * @param realm the realm in it
 * @param jwksUrl where the keys are, if not where Keycloak has them
 * @param algorithm the only signature algorithm accepted
 * @param audience an audience that tokens may have beside the resource
 * @param requiredScopes scopes that every token must have
 * @param resource the canonical address of this gateway, the audience of its tokens
 * @param host the address to listen on; empty for the safe default
 * @param allowUnauthenticatedNetwork listen beyond loopback although callers are not authenticated
 * @param allowedOrigins web origins beside loopback ones that may call
 */
@ConfigurationProperties("gateway.auth")
public record AuthProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean oauthEnabled,
        @Nullable String keycloakUrl,
        @Nullable String internalUrl,
        @DefaultValue("mcp-gateway") String realm,
        @Nullable String jwksUrl,
        @DefaultValue("RS256") String algorithm,
        @Nullable String audience,
        @DefaultValue({}) List<String> requiredScopes,
        @DefaultValue("http://localhost:8000/mcp") String resource,
        @Nullable String host,
        @DefaultValue("false") boolean allowUnauthenticatedNetwork,
        @DefaultValue({}) List<String> allowedOrigins) {

    /** Scopes may be separated by commas, blanks or both. */
    public AuthProperties {
        requiredScopes = requiredScopes.stream()
                .flatMap(text -> Arrays.stream(text.trim().split("[,\\s]+")))
                .filter(scope -> !scope.isEmpty())
                .toList();
    }

    /** Returns the gateway's own address without {@code /mcp}, as it is known outside. */
    public String address() {
        return resource.replaceAll("(/mcp)?/*$", "");
    }

    /** Returns the issuer of acceptable tokens. */
    public String issuer() {
        return realmAt(keycloakUrl == null ? "" : keycloakUrl);
    }

    /** Returns the issuer's address, and where it is asked. */
    IssuerAddress issuerAddress() {
        return new IssuerAddress(
                issuer(), internalUrl == null || internalUrl.isBlank() ? issuer() : realmAt(internalUrl));
    }

    private String realmAt(String base) {
        return base.replaceAll("/+$", "") + "/realms/" + realm;
    }
}
