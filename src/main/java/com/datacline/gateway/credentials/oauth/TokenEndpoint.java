package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.call.Ids;
import com.datacline.gateway.registry.OAuth;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks issuers for tokens, each time naming the server they are for (RFC 8707, section 2.2). */
final class TokenEndpoint {
    private static final Duration UNKNOWN = Duration.ofMinutes(5);

    private final Web web;
    private final Clock clock;

    TokenEndpoint(Web web, Clock clock) {
        this.web = web;
        this.clock = clock;
    }

    /** An issuer that says no, in its own word such as {@code invalid_grant}. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String description;

        Refused(String code, @Nullable String description) {
            super(code, null, false, false);
            boolean sayable = description != null && description.matches("[\\x20-\\x7E]{1,200}");
            this.description = sayable ? " (" + description + ")" : "";
        }

        String code() {
            return String.valueOf(getMessage());
        }

        /** Returns what the issuer says beside the code, in brackets, or nothing. */
        String description() {
            return description;
        }
    }

    /** What is asked, of whom, for what. */
    private record Asked(
            String issuer, URI endpoint, @Nullable String resource, Client client, List<String> scopes) {}

    /** Returns the login that a person has agreed to. */
    Login exchange(PendingLogin pending, String code, Client client) {
        AuthorizationServer server = pending.server();
        return login(
                new Asked(
                        server.issuer(),
                        server.tokenEndpoint(),
                        server.resource().resource(),
                        client,
                        pending.scopes()),
                Ids.next(),
                new AuthorizationCodeGrant(new AuthorizationCode(code), pending.redirect(), pending.verifier()),
                null,
                server.inside());
    }

    /** Returns the gateway's login by itself. */
    Login clientCredentials(AuthorizationServer server, Client client, List<String> scopes) {
        return login(
                new Asked(
                        server.issuer(),
                        server.tokenEndpoint(),
                        server.resource().resource(),
                        client,
                        scopes),
                server.issuer() + " " + client.id(),
                new ClientCredentialsGrant(),
                null,
                server.inside());
    }

    /** Returns the same login with new tokens. */
    Login refresh(Login login, Client client, boolean inside) {
        String refreshToken = String.valueOf(login.refreshToken());
        return login(
                new Asked(login.issuer(), URI.create(login.tokenEndpoint()), login.resource(), client, login.scopes()),
                login.id(),
                new RefreshTokenGrant(new RefreshToken(refreshToken)),
                refreshToken,
                inside);
    }

    /** Returns a token for a server in the name of whom another token is for. */
    ExchangedToken exchange(AuthorizationServer server, Client client, AccessToken own, OAuth oauth) {
        Instant now = clock.instant();
        AccessToken token = ask(
                        new Asked(
                                server.issuer(),
                                server.tokenEndpoint(),
                                oauth.audience() == null ? server.resource().resource() : null,
                                client,
                                oauth.scopes()),
                        new TokenExchangeGrant(
                                own,
                                TokenTypeURI.ACCESS_TOKEN,
                                null,
                                null,
                                TokenTypeURI.ACCESS_TOKEN,
                                oauth.audience() == null ? null : List.of(new Audience(oauth.audience()))),
                        server.inside())
                .getTokens()
                .getAccessToken();
        if (token.getValue().equals(own.getValue())) {
            throw Unavailable.because(
                    "issuer " + server.issuer() + " gave the caller's own token back, which is sent to" + " no server");
        }
        Instant ownEnd = end(own.getValue(), now);
        Instant end = token.getLifetime() > 0 ? now.plusSeconds(token.getLifetime()) : ownEnd;
        return new ExchangedToken(token.getValue(), now, end.isBefore(ownEnd) ? end : ownEnd);
    }

    /** Returns when a caller's token ends, as far as it can be read, and a few minutes from now otherwise. */
    private static Instant end(String token, Instant now) {
        try {
            Date end = JWTParser.parse(token).getJWTClaimsSet().getExpirationTime();
            return end == null ? now.plus(UNKNOWN) : end.toInstant();
        } catch (java.text.ParseException e) {
            return now.plus(UNKNOWN);
        }
    }

    private Login login(
            Asked asked, String id, AuthorizationGrant grant, @Nullable String oldRefreshToken, boolean inside) {
        Instant now = clock.instant();
        AccessTokenResponse given = ask(asked, grant, inside);
        AccessToken token = given.getTokens().getAccessToken();
        RefreshToken next = given.getTokens().getRefreshToken();
        return new Login(
                id,
                asked.issuer(),
                String.valueOf(asked.resource()),
                asked.client().withoutSecret(),
                asked.endpoint().toString(),
                token.getValue(),
                next == null ? oldRefreshToken : next.getValue(),
                now,
                token.getLifetime() > 0 ? now.plusSeconds(token.getLifetime()) : null,
                asked.scopes());
    }

    private AccessTokenResponse ask(Asked asked, AuthorizationGrant grant, boolean inside) {
        try {
            HTTPResponse answer = web.send(request(asked, grant).toHTTPRequest(), inside);
            TokenResponse response = TokenResponse.parse(answer);
            if (!response.indicatesSuccess()) {
                ErrorObject error = response.toErrorResponse().getErrorObject();
                String code = error.getCode();
                if (code == null || answer.getStatusCode() >= 500) {
                    throw Unavailable.because("issuer " + asked.issuer() + " gives no token now: it answered HTTP "
                            + answer.getStatusCode());
                }
                throw new Refused(code, error.getDescription());
            }
            AccessTokenResponse given = response.toSuccessResponse();
            if (!AccessTokenType.BEARER.equals(
                    given.getTokens().getAccessToken().getType())) {
                throw Unavailable.because("issuer " + asked.issuer() + " gave a token that is not a bearer token");
            }
            return given;
        } catch (ParseException e) {
            throw Unavailable.because("issuer " + asked.issuer() + " answered no token");
        }
    }

    private static TokenRequest request(Asked asked, AuthorizationGrant grant) {
        ClientAuthentication proof = asked.client().proof();
        List<URI> resources = asked.resource() == null ? null : List.of(URI.create(asked.resource()));
        boolean own = grant instanceof ClientCredentialsGrant || grant instanceof TokenExchangeGrant;
        boolean scoped = own && !asked.scopes().isEmpty();
        Scope scope = scoped ? new Scope(asked.scopes().toArray(String[]::new)) : null;
        return proof == null
                ? new TokenRequest(
                        asked.endpoint(), new ClientID(asked.client().id()), grant, scope, resources, null, Map.of())
                : new TokenRequest(asked.endpoint(), proof, grant, scope, resources, Map.of());
    }
}
