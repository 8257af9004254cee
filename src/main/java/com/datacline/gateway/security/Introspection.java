package com.datacline.gateway.security;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Semaphore;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Asks the issuer about tokens that say nothing by themselves (RFC 7662). */
final class Introspection implements TokenCheck {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    /** So many at once: tokens that nobody has issued are asked about too. */
    private static final int MOST_AT_ONCE = 32;

    private final IssuerMetadata issuer;
    private final String usualEndpoint;
    private final ClientSecretBasic login;
    private final Semaphore turns = new Semaphore(MOST_AT_ONCE);

    /** @param usualEndpoint where to ask if the issuer's metadata do not say */
    Introspection(IssuerMetadata issuer, String usualEndpoint, String clientId, String clientSecret) {
        this.issuer = issuer;
        this.usualEndpoint = usualEndpoint;
        this.login = new ClientSecretBasic(new ClientID(clientId), new Secret(clientSecret));
    }

    @Override
    public JWTClaimsSet claims(String token) {
        if (!turns.tryAcquire()) {
            throw new AuthenticationServiceException("too many tokens are being asked about at the issuer");
        }
        try {
            HTTPResponse response = request(token).send();
            if (response.getStatusCode() != 200) {
                throw new AuthenticationServiceException(
                        "the issuer answered " + response.getStatusCode() + " when asked about a token; is"
                                + " MCP_OAUTH_CLIENT_ID a client that may introspect, and MCP_OAUTH_CLIENT_SECRET its secret?");
            }
            return claims(TokenIntrospectionResponse.parse(response));
        } catch (IOException e) {
            throw new AuthenticationServiceException("the issuer cannot be asked about a token", e);
        } catch (ParseException e) {
            throw new AuthenticationServiceException("the issuer's word about a token cannot be read", e);
        } finally {
            turns.release();
        }
    }

    private static JWTClaimsSet claims(TokenIntrospectionResponse response) throws ParseException {
        if (!(response instanceof TokenIntrospectionSuccessResponse said) || !said.isActive()) {
            throw new InvalidBearerTokenException("the token is not one that the issuer vouches for");
        }
        try {
            return JWTClaimsSet.parse(said.toJSONObject());
        } catch (java.text.ParseException e) {
            throw new ParseException("claims of the wrong kind", e);
        }
    }

    private HTTPRequest request(String token) {
        HTTPRequest request =
                new TokenIntrospectionRequest(endpoint(), login, new BearerAccessToken(token)).toHTTPRequest();
        request.setConnectTimeout(CONNECT_MILLIS);
        request.setReadTimeout(READ_MILLIS);
        request.setFollowRedirects(false);
        return request;
    }

    private URI endpoint() {
        String told = issuer.get() instanceof Metadata.Found found
                ? found.document().path("introspection_endpoint").asText("")
                : "";
        try {
            return URI.create(issuer.reach(told.isEmpty() ? usualEndpoint : told));
        } catch (IllegalArgumentException e) {
            throw new AuthenticationServiceException("the issuer names no address to ask about tokens at", e);
        }
    }
}
