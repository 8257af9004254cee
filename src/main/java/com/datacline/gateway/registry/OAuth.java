package com.datacline.gateway.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway gets its tokens for a server by itself (MCP, basic, authorization). Whatever is not said here is
 * discovered.
 *
 * @param grant whether a person logs the gateway in, the gateway itself does, or each caller is itself
 * @param clientId the gateway's id at the issuer, if it was registered there by hand
 * @param clientSecretRef where that client's secret is kept: a reference as in {@link Auth#credentialRef}
 * @param clientMetadataUrl the id as a Client ID Metadata Document, for issuers that take one
 * @param scopes what to ask for; empty for what the server says
 * @param issuer the authorization server, as its metadata names it; null for the one that the server names
 * @param audience the server's name at the issuer, with {@link Grant#TOKEN_EXCHANGE}; null for its address
 */
public record OAuth(
        Grant grant,
        @Nullable String clientId,
        @Nullable String clientSecretRef,
        @Nullable String clientMetadataUrl,
        List<String> scopes,
        @Nullable String issuer,
        @Nullable String audience) {

    public OAuth {
        scopes = List.copyOf(scopes);
    }

    /** The ways to a token. */
    public enum Grant {
        AUTHORIZATION_CODE,
        CLIENT_CREDENTIALS,
        /** The caller's token for one that is for the server and names the caller still (RFC 8693). */
        TOKEN_EXCHANGE
    }
}
