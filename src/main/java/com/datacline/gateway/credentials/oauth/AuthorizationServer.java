package com.datacline.gateway.credentials.oauth;

import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.net.URI;
import java.util.List;

/**
 * Who issues tokens for a server, and what for.
 *
 * @param issuer its identifier, compared letter by letter
 * @param metadata what it says of itself
 * @param resource the server it shall issue tokens for
 * @param inside whether it may be in the gateway's own network
 */
record AuthorizationServer(
        String issuer, AuthorizationServerMetadata metadata, ProtectedResource resource, boolean inside) {

    URI tokenEndpoint() {
        return Addresses.check(metadata.getTokenEndpointURI(), "token endpoint", inside);
    }

    URI authorizationEndpoint() {
        return Addresses.check(metadata.getAuthorizationEndpointURI(), "authorization endpoint", inside);
    }

    boolean takesMetadataDocuments() {
        return Boolean.TRUE.equals(metadata.getCustomParameter("client_id_metadata_document_supported"));
    }

    /** Tells whether its answers must name it (RFC 9207, section 2.4). */
    boolean namesItself() {
        return metadata.supportsAuthorizationResponseIssuerParam();
    }

    /** Without PKCE a stolen code could be used (MCP, authorization, authorization code protection). */
    void mustKnowPkce() {
        List<CodeChallengeMethod> known = metadata.getCodeChallengeMethods();
        if (known == null || !known.contains(CodeChallengeMethod.S256)) {
            throw Unavailable.because("issuer " + issuer + " does not say that it knows PKCE with S256");
        }
    }

    boolean knowsScope(String scope) {
        return metadata.getScopes() != null && metadata.getScopes().contains(scope);
    }
}
