package com.datacline.gateway.cli;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.TypelessAccessToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks an issuer for tokens, renews them and gives them back. */
final class LoginTokens {
    private LoginTokens() {}

    /** An issuer that gives no tokens, in its own word such as {@code invalid_grant}. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        Refused(@Nullable ErrorObject error) {
            super(words(error), null, false, false);
            this.code = error == null || error.getCode() == null ? "" : error.getCode();
        }

        String code() {
            return code;
        }

        private static String words(@Nullable ErrorObject error) {
            if (error == null) {
                return "no reason";
            }
            String description = error.getDescription() == null ? "" : ": " + error.getDescription();
            return Output.safe(error.getCode() + description);
        }
    }

    /**
     * Returns the login that a grant is good for.
     *
     * @param more parameters of the request beyond those of the grant
     * @throws Refused if it is not good
     */
    static KeptLogin of(
            LoginPlace place, String client, AuthorizationGrant grant, boolean plain, Map<String, List<String>> more) {
        URI endpoint = place.tokenEndpoint(plain);
        URI revocation = place.revocationEndpoint();
        AccessTokenResponse given = ask(
                new TokenRequest(endpoint, new ClientID(client), grant, null, resources(place.resource()), null, more));
        return login(
                place.issuer().getIssuer().getValue(),
                client,
                place.resource(),
                endpoint,
                revocation == null ? null : revocation.toString(),
                given,
                null);
    }

    /** Returns the same login with new tokens. */
    static KeptLogin renew(KeptLogin login, String next) {
        String known = login.refreshToken();
        if (known == null) {
            throw Complaint.failure("the login has ended", next);
        }
        URI endpoint = URI.create(login.tokenEndpoint());
        try {
            AccessTokenResponse given = ask(new TokenRequest(
                    endpoint,
                    new ClientID(login.client()),
                    new RefreshTokenGrant(new RefreshToken(known)),
                    null,
                    resources(login.resource()),
                    null,
                    null));
            return login(
                    login.issuer(),
                    login.client(),
                    login.resource(),
                    endpoint,
                    login.revocationEndpoint(),
                    given,
                    known);
        } catch (Refused e) {
            throw Complaint.failure("the login has ended (" + e.getMessage() + ")", next);
        }
    }

    /** Gives the tokens back, and returns whether the issuer has taken them (RFC 7009). */
    static boolean revoke(KeptLogin login) {
        if (login.revocationEndpoint() == null) {
            return false;
        }
        URI endpoint = URI.create(login.revocationEndpoint());
        ClientID client = new ClientID(login.client());
        // Without the refresh token the access token ends with it at most issuers, and by itself soon at the others.
        TokenRevocationRequest request = login.refreshToken() != null
                ? new TokenRevocationRequest(endpoint, client, new RefreshToken(login.refreshToken()))
                : new TokenRevocationRequest(endpoint, client, new TypelessAccessToken(login.accessToken()));
        return send(request.toHTTPRequest()).indicatesSuccess();
    }

    /** Sends a request of the library's in our own way. */
    static HTTPResponse send(HTTPRequest asked) {
        HttpRequest.Builder request = HttpRequest.newBuilder(asked.getURI())
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(asked.getQuery()));
        try {
            Web.Page page = Web.send(request);
            HTTPResponse response = new HTTPResponse(page.status());
            if (!page.type().isEmpty()) {
                response.setContentType(page.type());
            }
            response.setContent(page.body());
            return response;
        } catch (IOException e) {
            throw Complaint.failure(
                    "the issuer at " + asked.getURI().getRawAuthority() + " cannot be reached (" + Web.why(e) + ")",
                    "datacline doctor");
        } catch (ParseException e) {
            throw unreadable(asked.getURI());
        }
    }

    private static AccessTokenResponse ask(TokenRequest request) {
        try {
            TokenResponse response = TokenResponse.parse(send(request.toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                throw new Refused(response.toErrorResponse().getErrorObject());
            }
            return response.toSuccessResponse();
        } catch (ParseException e) {
            throw unreadable(request.getEndpointURI());
        }
    }

    private static KeptLogin login(
            String issuer,
            String client,
            String resource,
            URI endpoint,
            @Nullable String revocation,
            AccessTokenResponse given,
            @Nullable String oldRefreshToken) {
        AccessToken token = given.getTokens().getAccessToken();
        if (!AccessTokenType.BEARER.equals(token.getType())) {
            throw Complaint.failure("the issuer gives tokens of type " + token.getType() + ", not Bearer", null);
        }
        RefreshToken next = given.getTokens().getRefreshToken();
        return new KeptLogin(
                issuer,
                client,
                resource,
                endpoint.toString(),
                revocation,
                token.getValue(),
                next == null ? oldRefreshToken : next.getValue(),
                token.getLifetime() > 0 ? Instant.now().plusSeconds(token.getLifetime()) : null);
    }

    /** Returns the scopes to ask for; none leaves it to the issuer. */
    static @Nullable Scope scope(List<String> scopes) {
        return scopes.isEmpty() ? null : new Scope(scopes.toArray(String[]::new));
    }

    /** The gateway is named in each request (RFC 8707, section 2). */
    static List<URI> resources(String resource) {
        return List.of(URI.create(resource));
    }

    private static Complaint unreadable(URI endpoint) {
        return Complaint.failure("what the issuer answers at " + endpoint + " cannot be read", "datacline doctor");
    }
}
