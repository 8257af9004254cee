package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Challenged;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.OAuth;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens the gateway has for its servers. A new one is asked for once, however many calls wait for it; where only a
 * person can get one, the failure says where.
 */
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private final LoginService service;
    private final LoginStore store;
    private final Clock clock;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    Tokens(LoginService service, Clock clock) {
        this.service = service;
        this.store = service.store();
        this.clock = clock;
    }

    /**
     * Returns the gateway's login at a server with a token that still lasts, or nothing if a person has to log in.
     *
     * @throws CallFailed if the issuer cannot be asked now
     */
    public Optional<Login> current(McpServer server, OAuth oauth, Deadline deadline) {
        Optional<Login> held = held(server, oauth);
        if (held.filter(login -> !login.ends(clock.instant())).isPresent()) {
            return held;
        }
        if (held.isEmpty() && oauth.grant() == OAuth.Grant.AUTHORIZATION_CODE) {
            return held;
        }
        return alone(server, deadline, () -> {
            Optional<Login> now = held(server, oauth);
            return now.filter(login -> !login.ends(clock.instant())).isPresent() ? now : next(server, oauth, now);
        });
    }

    /**
     * Returns a login to try after a server refused one.
     *
     * @param refused tells whether it is the one that was refused
     * @throws CallFailed if there is none to be had without a person; it says where the person has to go
     */
    public Login renew(McpServer server, OAuth oauth, Challenged why, Predicate<Login> refused, Deadline deadline) {
        BearerChallenge challenge = service.note(server, BearerChallenge.of(why.challenge()));
        if (challenge.status() == 403 && !challenge.wantsMoreScopes()) {
            throw why;
        }
        return alone(server, deadline, () -> {
                    Optional<Login> held = held(server, oauth);
                    if (held.filter(refused.negate()).isPresent()) {
                        return held;
                    }
                    return challenge.wantsMoreScopes()
                            ? widened(server, oauth, challenge, held)
                            : replaced(server, oauth, challenge, held);
                })
                .orElseThrow(() -> service.wanted(server));
    }

    /** Returns the failure that says where a person logs the gateway in. */
    public CallFailed wanted(McpServer server) {
        return service.wanted(server);
    }

    private Optional<Login> held(McpServer server, OAuth oauth) {
        return store.login(server.name()).filter(login -> login.fits(server, oauth));
    }

    /** The server wants rights that the token lacks; asking again for what was asked for would go on forever. */
    private Optional<Login> widened(McpServer server, OAuth oauth, BearerChallenge challenge, Optional<Login> held) {
        List<String> asked = held.map(Login::scopes).orElse(List.of());
        if (held.isPresent() && Scopes.missing(challenge, asked).isEmpty()) {
            throw Unavailable.because("server " + server.name() + " wants the scopes "
                    + String.join(" ", challenge.scopes())
                    + ", which the gateway has asked for; another login will not help");
        }
        return byItself(oauth) ? Optional.of(service.logIn(server, oauth)) : Optional.empty();
    }

    private Optional<Login> replaced(McpServer server, OAuth oauth, BearerChallenge challenge, Optional<Login> held) {
        if (held.isEmpty()) {
            return byItself(oauth) ? Optional.of(service.logIn(server, oauth)) : held;
        }
        Login login = held.get();
        if (login.young(clock.instant()) && (byItself(oauth) || login.refreshToken() != null)) {
            throw Unavailable.because("server " + server.name() + " refuses a token that has just been issued for it");
        }
        if (!service.stillIssuer(server, oauth, challenge, login)) {
            LOG.warn("server {} does not take tokens of {} any more", server.name(), login.issuer());
            store.drop(server.name());
            return byItself(oauth) ? Optional.of(service.logIn(server, oauth)) : Optional.empty();
        }
        return next(server, oauth, held);
    }

    /** Gets a new token without a person, if that is possible. */
    private Optional<Login> next(McpServer server, OAuth oauth, Optional<Login> held) {
        if (byItself(oauth)) {
            return Optional.of(service.logIn(server, oauth));
        }
        Optional<Login> next = held.filter(login -> login.refreshToken() != null)
                .flatMap(login -> service.refresh(server, oauth, login));
        if (next.isEmpty()) {
            store.drop(server.name());
        }
        return next;
    }

    private static boolean byItself(OAuth oauth) {
        return oauth.grant() != OAuth.Grant.AUTHORIZATION_CODE;
    }

    private Optional<Login> alone(McpServer server, Deadline deadline, Supplier<Optional<Login>> errand) {
        ReentrantLock lock = locks.computeIfAbsent(server.name(), name -> new ReentrantLock());
        try {
            if (!lock.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw Unavailable.because("no token for server " + server.name() + " came in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because("the gateway is shutting down");
        }
        try {
            return errand.get();
        } finally {
            lock.unlock();
        }
    }
}
