package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.LoginFinished;
import com.datacline.gateway.call.LoginStarted;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.OAuth;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.security.Caller;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Route steps of a person's login: {@code knock}, {@code begin}, and {@code finish} when the browser comes back. */
public final class Logins {
    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    private static final Duration KNOCK = Duration.ofSeconds(10);

    private final Supplier<Registry> registry;
    private final LoginService service;
    private final PendingLogins pending;
    private final String role;

    /** @param role what a caller needs to begin a login */
    Logins(Supplier<Registry> registry, LoginService service, String role, Ticker ticker) {
        this.registry = registry;
        this.service = service;
        this.role = role;
        this.pending = new PendingLogins(ticker);
    }

    /**
     * Lets those begin a login who may. It is for all callers from then on, and whoever finishes it chooses the account.
     *
     * @throws CallFailed if the caller may not; where callers are not authenticated, nobody is asked
     */
    public void admit(@Variable("caller") Caller caller) {
        if (!caller.equals(Caller.ANONYMOUS) && !caller.roles().contains(role)) {
            throw new CallFailed(
                    FailureCode.DENIED, "a login of the gateway at a server is begun by callers with the role " + role);
        }
    }

    /** Returns a question to the server, whose answer will tell what it wants. */
    public SingleCall knock(@Header("server_name") String name) {
        server(name);
        return SingleCall.ofGateway(name, Operation.list(Action.LIST_TOOLS), Deadline.in(KNOCK));
    }

    /**
     * Returns where the browser has to go.
     *
     * @throws CallFailed if the server takes no login, or its issuer cannot be used
     */
    public LoginStarted begin(@Header("server_name") String name, @Variable("person") Caller person) {
        McpServer server = server(name);
        PendingLogin login = service.prepare(server, oauth(server), person.name());
        AuthorizationRequest.Builder request = new AuthorizationRequest.Builder(
                        ResponseType.CODE, new ClientID(login.client().id()))
                .endpointURI(login.server().authorizationEndpoint())
                .redirectionURI(login.redirect())
                .state(pending.begin(login))
                .codeChallenge(login.verifier(), CodeChallengeMethod.S256)
                .resource(URI.create(login.server().resource().resource()));
        if (!login.scopes().isEmpty()) {
            request.scope(new Scope(login.scopes().toArray(String[]::new)));
        }
        if (Scopes.offline(login.scopes())) {
            // A refresh token is given to those only who are asked again (OpenID Connect Core, section 11).
            request.customParameter("prompt", "consent");
        }
        LOG.info(
                "{} begins the login at server {} with {}",
                person.name(),
                name,
                login.server().issuer());
        return new LoginStarted(name, request.build().toURI());
    }

    /**
     * Takes the issuer's answer. It needs no caller: the state is known to whom the browser was given by {@code begin}.
     *
     * @param issuer who answers (RFC 9207)
     * @throws CallFailed if the answer is to no question of ours, or by somebody else, or a refusal
     */
    public LoginFinished finish(
            @Header("state") @Nullable String state,
            @Header("code") @Nullable String code,
            @Header("iss") @Nullable String issuer,
            @Header("error") @Nullable String error) {
        PendingLogin login = pending.take(String.valueOf(state))
                .orElseThrow(() -> new CallFailed(
                        FailureCode.INVALID_REQUEST,
                        "this login was not begun here, or is over already, or took longer than ten minutes;"
                                + " begin it again"));
        AuthorizationServer asked = login.server();
        boolean other = issuer != null && !issuer.equals(asked.issuer());
        if (other || issuer == null && asked.namesItself()) {
            throw Unavailable.because("the answer does not come from " + asked.issuer() + ", where the login at server "
                    + login.name() + " was begun");
        }
        if (error != null || code == null) {
            throw Unavailable.because("the login at server " + login.name() + " was refused"
                    + (error != null && error.matches("[a-z_]{1,40}") ? ": " + error : ""));
        }
        service.finish(login, code);
        LOG.info("{} has logged the gateway in at server {} with {}", login.person(), login.name(), asked.issuer());
        return new LoginFinished(login.name(), login.person());
    }

    private McpServer server(String name) {
        McpServer server = registry.get()
                .server(name)
                .orElseThrow(() -> new CallFailed(FailureCode.UNKNOWN_SERVER, "no server is named " + name));
        if (!server.enabled()) {
            throw new CallFailed(FailureCode.SERVER_DISABLED, "server " + name + " is disabled");
        }
        oauth(server);
        return server;
    }

    private static OAuth oauth(McpServer server) {
        Auth auth = server.auth();
        if (auth == null || auth.oauth() == null || auth.oauth().grant() != OAuth.Grant.AUTHORIZATION_CODE) {
            throw new CallFailed(
                    FailureCode.INVALID_REQUEST, "server " + server.name() + " takes no login of a person");
        }
        return auth.oauth();
    }
}
