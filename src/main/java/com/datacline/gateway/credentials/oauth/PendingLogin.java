package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.registry.OAuth;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.util.List;

/**
 * A login that a browser is busy with.
 *
 * @param name the server's name in the registry
 * @param person who began it
 * @param oauth how it is to be logged in
 * @param server who was asked
 * @param client who asked
 * @param redirect where the answer has to come to
 * @param verifier proves that the answer is to this question (RFC 7636)
 * @param scopes what was asked for
 */
record PendingLogin(
        String name,
        String person,
        OAuth oauth,
        AuthorizationServer server,
        Client client,
        URI redirect,
        CodeVerifier verifier,
        List<String> scopes) {

    /** Names the server, never the verifier. */
    @Override
    public String toString() {
        return "PendingLogin[" + name + "]";
    }
}
