package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.credentials.SecretStore;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.OAuth;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the gateway can do at issuers, and what servers have said they want. */
final class LoginService {
    private static final Logger LOG = LoggerFactory.getLogger(LoginService.class);

    private final Map<String, BearerChallenge> challenges = new ConcurrentHashMap<>();
    private final String address;
    private final LoginStore store;
    private final Discovery discovery;
    private final Clients clients;
    private final TokenEndpoint tokens;
    private final Cache<McpServer, AuthorizationServer> issuers;

    /** @param address the gateway's own address, without a slash at the end */
    LoginService(Web web, LoginStore store, SecretStore secrets, String address, Clock clock, Ticker ticker) {
        this.address = address;
        this.store = store;
        this.discovery = new Discovery(web);
        this.clients = new Clients(web, store, secrets, redirect());
        this.tokens = new TokenEndpoint(web, clock);
        this.issuers = Caffeine.newBuilder()
                .maximumSize(1_000)
                .expireAfterWrite(Duration.ofMinutes(10))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    LoginStore store() {
        return store;
    }

    /** Returns where issuers send browsers back to. */
    URI redirect() {
        return URI.create(address + "/oauth/callback");
    }

    /** Remembers what a server wants. */
    BearerChallenge note(McpServer server, BearerChallenge challenge) {
        challenges.put(server.name(), challenge);
        return challenge;
    }

    /** Returns the failure that says where a person logs the gateway in. */
    CallFailed wanted(McpServer server) {
        return Unavailable.because("server " + server.name() + " needs a login of the gateway: open " + address
                + "/oauth/servers/" + server.name() + "/login in a browser");
    }

    boolean stillIssuer(McpServer server, OAuth oauth, BearerChallenge challenge, Login login) {
        return discovery.stillNames(server, oauth, challenge, login.issuer());
    }

    /** Logs in as the client itself (RFC 6749, section 4.4). */
    Login logIn(McpServer server, OAuth oauth) {
        BearerChallenge challenge = challenges.get(server.name());
        AuthorizationServer at = discovery.find(server, oauth, challenge);
        try {
            Login login = tokens.clientCredentials(at, clients.at(at, oauth), scopes(server, oauth, at));
            return keep(server.name(), login);
        } catch (TokenEndpoint.Refused e) {
            throw Unavailable.because(
                    "issuer " + at.issuer() + " gave no token for server " + server.name() + ": " + e.code());
        }
    }

    /**
     * Exchanges a caller's token for one that is for a server and names the caller still (RFC 8693).
     *
     * @throws CallFailed if the issuer does not do that for this caller
     */
    ExchangedToken exchange(McpServer server, OAuth oauth, AccessToken own) {
        AuthorizationServer known = issuers.getIfPresent(server);
        AuthorizationServer at = known == null ? discovery.named(server, oauth) : known;
        issuers.put(server, at);
        try {
            return tokens.exchange(at, clients.at(at, oauth), own, oauth);
        } catch (TokenEndpoint.Refused e) {
            throw Unavailable.because("issuer " + at.issuer() + " gives this caller no token for server "
                    + server.name() + ": " + e.code() + e.description());
        }
    }

    /** Returns nothing if the issuer does not take the refresh token: a person has to log in then. */
    Optional<Login> refresh(McpServer server, OAuth oauth, Login login) {
        try {
            boolean inside = Discovery.inside(server, oauth);
            return Optional.of(keep(server.name(), tokens.refresh(login, clients.of(login, oauth), inside)));
        } catch (TokenEndpoint.Refused e) {
            LOG.warn("issuer {} ended the login at server {}: {}", login.issuer(), server.name(), e.code());
            forgetClient(login.issuer(), e);
            return Optional.empty();
        }
    }

    /** Prepares the login of a person. */
    PendingLogin prepare(McpServer server, OAuth oauth, String person) {
        AuthorizationServer at = discovery.find(server, oauth, challenges.get(server.name()));
        at.mustKnowPkce();
        at.authorizationEndpoint();
        return new PendingLogin(
                server.name(),
                person,
                oauth,
                at,
                clients.at(at, oauth),
                redirect(),
                new CodeVerifier(),
                scopes(server, oauth, at));
    }

    /** Turns what a person has agreed to into tokens. */
    void finish(PendingLogin pending, String code) {
        try {
            keep(pending.name(), tokens.exchange(pending, code, pending.client()));
        } catch (TokenEndpoint.Refused e) {
            forgetClient(pending.server().issuer(), e);
            throw Unavailable.because("issuer " + pending.server().issuer() + " gave no token for server "
                    + pending.name() + ": " + e.code());
        }
    }

    private Login keep(String server, Login login) {
        store.keep(server, login);
        return login;
    }

    private void forgetClient(String issuer, TokenEndpoint.Refused refusal) {
        if (refusal.code().equals("invalid_client") || refusal.code().equals("unauthorized_client")) {
            clients.forget(issuer);
        }
    }

    private List<String> scopes(McpServer server, OAuth oauth, AuthorizationServer at) {
        BearerChallenge challenge = challenges.get(server.name());
        List<String> held = store.login(server.name())
                .filter(login -> login.issuer().equals(at.issuer()))
                .map(Login::scopes)
                .orElse(List.of());
        return Scopes.of(oauth, challenge, held, at);
    }
}
