package com.datacline.gateway.credentials;

import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Challenged;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.credentials.oauth.Exchanges;
import com.datacline.gateway.credentials.oauth.Login;
import com.datacline.gateway.credentials.oauth.Tokens;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.OAuth;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.Secret;
import java.net.URI;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;

/** Route steps {@code attach} and {@code renew}: what the gateway shows a server with an allowed call. */
public final class Credentials {
    private final Supplier<Registry> registry;
    private final SecretStore secrets;
    private final Tokens tokens;
    private final Exchanges exchanges;

    public Credentials(Supplier<Registry> registry, SecretStore secrets, Tokens tokens, Exchanges exchanges) {
        this.registry = registry;
        this.secrets = secrets;
        this.tokens = tokens;
        this.exchanges = exchanges;
    }

    /**
     * Returns the call with its credential.
     *
     * @throws CallFailed if the credential cannot be had; a call never goes out without it
     */
    public UpstreamCall attach(Allowed allowed) {
        McpServer server = server(allowed);
        Auth auth = server.auth();
        if (auth == null || auth.method() == Auth.Method.NONE) {
            return new UpstreamCall(allowed, server, Credential.NONE);
        }
        mayGo(auth, server);
        OAuth oauth = auth.oauth();
        if (oauth == null) {
            return new UpstreamCall(allowed, server, placed(server, () -> Placement.of(auth, secrets.read(auth), "")));
        }
        Deadline deadline = allowed.call().deadline();
        return new UpstreamCall(
                allowed,
                server,
                isOfCaller(allowed, oauth)
                        ? Placement.of(auth, exchanges.current(server, oauth, allowed.caller(), deadline), "")
                        : ofLogin(allowed, server, auth, oauth));
    }

    /**
     * Returns the secret that a server's environment refers to.
     *
     * @param reference as in {@link SecretStore#read(String)}
     * @throws CallFailed if it cannot be had
     */
    public Secret secretAt(String reference) {
        try {
            return secrets.read(reference);
        } catch (SecretStore.Unavailable e) {
            throw new CallFailed(FailureCode.CREDENTIAL_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Route step {@code renew}: returns a refused call with another credential, where the gateway can get one by itself.
     *
     * @throws CallFailed if it cannot; the message says what would help
     */
    public UpstreamCall renew(@Body UpstreamCall refused, @ExchangeException Challenged why) {
        Allowed allowed = refused.allowed();
        McpServer server = refused.server();
        Auth auth = server.auth();
        if (auth == null || auth.method() == Auth.Method.NONE) {
            throw why;
        }
        mayGo(auth, server);
        OAuth oauth = auth.oauth();
        if (oauth == null) {
            return new UpstreamCall(allowed, server, rotated(server, auth, refused.credential(), why));
        }
        Deadline deadline = allowed.call().deadline();
        if (isOfCaller(allowed, oauth)) {
            Secret next = exchanges.renew(
                    server,
                    oauth,
                    allowed.caller(),
                    why,
                    held -> Placement.of(auth, held, "").equals(refused.credential()),
                    deadline);
            return new UpstreamCall(allowed, server, Placement.of(auth, next, ""));
        }
        Login login =
                tokens.renew(server, oauth, why, held -> credential(auth, held).equals(refused.credential()), deadline);
        return new UpstreamCall(allowed, server, credential(auth, login));
    }

    /** The gateway has no caller's token for its own errands, and is a client like any other then. */
    private static boolean isOfCaller(Allowed allowed, OAuth oauth) {
        return oauth.grant() == OAuth.Grant.TOKEN_EXCHANGE && !allowed.call().routine(allowed.caller());
    }

    /** A secret that was changed where it is kept is tried once; the same one is not shown twice. */
    private Credential rotated(McpServer server, Auth auth, Credential refused, Challenged why) {
        return placed(server, () -> {
            Secret now = secrets.read(auth);
            Credential next = Placement.of(auth, now, "");
            if (next.equals(refused) && why.challenge().status() == 401) {
                next = Placement.of(auth, secrets.readAfter(auth, now), "");
            }
            if (next.equals(refused)) {
                throw why;
            }
            return next;
        });
    }

    private static Credential placed(McpServer server, Supplier<Credential> credential) {
        try {
            return credential.get();
        } catch (SecretStore.Unavailable e) {
            throw new CallFailed(
                    FailureCode.CREDENTIAL_UNAVAILABLE,
                    "the gateway has no credential for server " + server.name() + ": " + e.getMessage());
        }
    }

    /** The gateway's own errands may go without, to hear what the server wants; a caller's data may not. */
    private Credential ofLogin(Allowed allowed, McpServer server, Auth auth, OAuth oauth) {
        boolean routine = allowed.call().routine(allowed.caller());
        try {
            return tokens.current(server, oauth, allowed.call().deadline())
                    .map(login -> credential(auth, login))
                    .orElseGet(() -> {
                        if (routine) {
                            return Credential.NONE;
                        }
                        throw tokens.wanted(server);
                    });
        } catch (CallFailed e) {
            // A client that may exchange its callers' tokens need not get one of its own.
            if (routine && oauth.grant() == OAuth.Grant.TOKEN_EXCHANGE) {
                return Credential.NONE;
            }
            throw e;
        }
    }

    /** Redirects are not followed, so the host of the address is the one that will see the credential. */
    private static void mayGo(Auth auth, McpServer server) {
        URI url =
                switch (server.address()) {
                    case Address.Http http -> http.url();
                    // without a url its document says where it is, and whoever reads that asks the same question
                    case Address.OpenApi api -> api.url();
                    case Address.Stdio program -> null;
                    case Address.Routes routes -> null;
                };
        if (url != null && !auth.allows(url.getHost())) {
            throw new CallFailed(
                    FailureCode.CREDENTIAL_UNAVAILABLE,
                    "the credential of server " + server.name() + " must not be sent to " + url.getHost()
                            + "; see allowed_hosts");
        }
    }

    private McpServer server(Allowed allowed) {
        String name = allowed.call().server();
        return registry.get()
                .server(name)
                .orElseThrow(() -> new CallFailed(FailureCode.UNKNOWN_SERVER, "no server is named " + name));
    }

    private static Credential credential(Auth auth, Login login) {
        return Placement.of(auth, new Secret(login.accessToken()), login.id());
    }
}
