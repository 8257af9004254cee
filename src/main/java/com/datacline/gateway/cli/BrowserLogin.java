package com.datacline.gateway.cli;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A login in this machine's browser: authorization code with PKCE (RFC 7636).
 *
 * @param client the client's id at the issuer
 * @param scopes what to ask for
 * @param plain whether addresses beyond this machine may be {@code http}
 * @param open whether to open a browser, or only say where to go
 */
record BrowserLogin(String client, List<String> scopes, boolean plain, boolean open) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    KeptLogin at(LoginPlace place) {
        State state = new State();
        CodeVerifier verifier = new CodeVerifier();
        try (BrowserReturn way = BrowserReturn.awaiting(state)) {
            URI page = new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client))
                    .endpointURI(place.authorizationEndpoint(plain))
                    .redirectionURI(way.address())
                    .scope(LoginTokens.scope(scopes))
                    .state(state)
                    .codeChallenge(verifier, CodeChallengeMethod.S256)
                    .resource(URI.create(place.resource()))
                    .build()
                    .toURI();
            if (open && Browser.open(page)) {
                System.err.println("A browser opens; log in there. If none does, go to");
            } else {
                System.err.println("To log in, go with a browser of this machine to");
            }
            System.err.println("  " + page);
            AuthorizationResponse response = way.await(PATIENCE);
            return LoginTokens.of(
                    place,
                    client,
                    new AuthorizationCodeGrant(
                            checked(place, response).toSuccessResponse().getAuthorizationCode(),
                            way.address(),
                            verifier),
                    plain,
                    Map.of());
        } catch (LoginTokens.Refused e) {
            throw Complaint.failure("the issuer does not log you in (" + e.getMessage() + ")", "datacline login");
        }
    }

    /** An answer that says whose it is must be this issuer's (RFC 9207); one that must say so and does not is nobody's. */
    private static AuthorizationResponse checked(LoginPlace place, AuthorizationResponse response) {
        boolean named = response.getIssuer() != null;
        boolean right = named
                ? response.getIssuer().equals(place.issuer().getIssuer())
                : !place.issuer().supportsAuthorizationResponseIssuerParam();
        if (!right) {
            throw Complaint.failure("the browser came back from another issuer", "datacline login");
        }
        if (!response.indicatesSuccess()) {
            throw new LoginTokens.Refused(response.toErrorResponse().getErrorObject());
        }
        return response;
    }
}
