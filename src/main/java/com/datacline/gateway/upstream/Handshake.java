package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.Challenged;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which era a server speaks and begins to speak it (MCP 2026-07-28, versioning, backward compatibility): a
 * server that does not know {@code server/discover} is asked to {@code initialize}.
 */
final class Handshake {
    private static final int UNSUPPORTED_VERSION = -32022;

    private final McpServer server;
    private final Wires wires;
    private final ToolHeaders toolHeaders;
    private final ScheduledExecutorService clock;
    private volatile McpServer.Protocol known;

    Handshake(McpServer server, Wires wires, ToolHeaders toolHeaders, ScheduledExecutorService clock) {
        this.server = server;
        this.wires = wires;
        this.toolHeaders = toolHeaders;
        this.clock = clock;
        this.known = server.protocol();
    }

    Session open(SessionKey key, Credential credential, InFlight call) {
        Opening opening = new Opening(wires.next(), key, credential, call);
        boolean open = false;
        try {
            Session session =
                    switch (known) {
                        case MODERN -> opening.modern();
                        case LEGACY -> opening.legacy();
                        case AUTO -> probe(opening);
                    };
            open = true;
            return session;
        } catch (CallFailed e) {
            forget();
            throw e;
        } finally {
            if (!open) {
                opening.wire.close();
            }
        }
    }

    /** How long opening a session may take by itself, or null if the call that needs it pays for it. */
    @Nullable
    Duration patience() {
        Wires.Patience patience = wires.patience();
        return patience == null ? null : patience.start();
    }

    /** A modern server keeps no sessions: all that is kept is what it said of itself, and its process if it is one. */
    SessionKey key(SessionKey wanted) {
        if (known != McpServer.Protocol.MODERN) {
            return wanted;
        }
        return wires.patience() == null ? wanted.stateless() : SessionKey.ANYONE;
    }

    /** Asks anew next time, unless the registry says which era it is. */
    void forget() {
        known = server.protocol();
    }

    private Session probe(Opening opening) {
        RpcOutcome outcome = null;
        try {
            outcome = opening.sound();
        } catch (CallFailed e) {
            // Some legacy servers break over a method they do not know; those that are down fail again below.
            if (e instanceof Challenged || e.failure().code() != FailureCode.UPSTREAM_ERROR) {
                throw e;
            }
            opening.renew();
        }
        Session session = outcome != null && isModern(outcome) ? opening.session(outcome) : opening.legacy();
        known = session instanceof ModernSession ? McpServer.Protocol.MODERN : McpServer.Protocol.LEGACY;
        return session;
    }

    private static boolean isModern(RpcOutcome outcome) {
        ObjectNode result = outcome.result();
        if (result != null) {
            return offers(result.path("supportedVersions"));
        }
        JsonNode error = outcome.error();
        JsonNode supported =
                error == null ? MissingNode.getInstance() : error.path("data").path("supported");
        return ModernSession.speaks(outcome.errorCode()) && (supported.isMissingNode() || offers(supported));
    }

    private static boolean offers(JsonNode versions) {
        for (JsonNode version : versions) {
            if (version.asText().equals(ModernSession.VERSION)) {
                return true;
            }
        }
        return false;
    }

    /** One attempt to begin. */
    private final class Opening {
        private Wire wire;
        private final SessionKey key;
        private final Credential credential;
        private final InFlight call;

        Opening(Wire wire, SessionKey key, Credential credential, InFlight call) {
            this.wire = wire;
            this.key = key;
            this.credential = credential;
            this.call = call;
        }

        Session modern() {
            return session(discover(call));
        }

        /** Asks which era it is; a process that says nothing to that is of the legacy one. */
        @Nullable
        RpcOutcome sound() {
            Wires.Patience patience = wires.patience();
            if (patience == null) {
                return discover(call);
            }
            Cancellation probe = new Cancellation();
            try (InFlight limited = InFlight.lasting(server.name(), patience.probe(), probe, clock)) {
                call.track(() -> {
                    probe.cancel();
                    return true;
                });
                return discover(limited);
            } catch (CallFailed e) {
                if (call.ended() || e.failure().code() != FailureCode.UPSTREAM_TIMEOUT) {
                    throw call.why(e);
                }
                return null;
            }
        }

        /** A process that has ended is no more use. */
        void renew() {
            if (!wire.isOpen()) {
                wire = wires.next();
            }
        }

        /** A server that refuses our version and names it among its own is asked again (2026-07-28, basic, versioning). */
        private RpcOutcome discover(InFlight asking) {
            RpcOutcome outcome = discoverOnce(asking);
            boolean again = outcome.errorCode() == UNSUPPORTED_VERSION && isModern(outcome);
            return again ? discoverOnce(asking) : outcome;
        }

        private RpcOutcome discoverOnce(InFlight asking) {
            Operation discover = ModernSession.discover();
            long id = wire.nextId();
            return answer(
                    wire.begin(
                            id,
                            discover.action().method(),
                            ModernSession.requestParams(discover, ClientStream.NONE, id),
                            ModernSession.requestHeaders(discover),
                            credential),
                    asking);
        }

        Session session(RpcOutcome outcome) {
            ObjectNode result = outcome.result();
            if (result == null) {
                throw refused(Action.GET_SERVER_INFO.method(), outcome);
            }
            return new ModernSession(wire, toolHeaders, result);
        }

        Session legacy() {
            RpcOutcome outcome = answer(
                    wire.begin(
                            wire.nextId(),
                            "initialize",
                            GatewayIdentity.initializeParams(key.capabilities()),
                            Map.of(),
                            credential),
                    call);
            ObjectNode result = outcome.result();
            if (result == null) {
                throw refused("initialize", outcome);
            }
            String version = result.path("protocolVersion").asText(LegacySession.LATEST);
            LegacySession session = new LegacySession(
                    wire,
                    outcome.sessionId(),
                    version,
                    result,
                    new AtomicReference<>(credential),
                    new AtomicReference<>(""));
            wire.post(JsonRpc.notification("notifications/initialized"), session.headers(), credential, call);
            return session;
        }

        /** Whatever else a server says before its answer belongs to no call, and is passed over. */
        private RpcOutcome answer(Inquiry inquiry, InFlight asking) {
            try (inquiry) {
                while (true) {
                    if (inquiry.next(asking) instanceof Heard.Answered answered) {
                        return answered.outcome();
                    }
                }
            }
        }

        private CallFailed refused(String method, RpcOutcome outcome) {
            @Nullable JsonNode error = outcome.error();
            String status = outcome.status() == RpcOutcome.NO_STATUS ? "" : " with HTTP " + outcome.status();
            String why = error == null ? "" : ": " + error.path("message").asText();
            String message = "server " + server.name() + " refused " + method + status + why;
            return outcome.because(new Failure(FailureCode.UPSTREAM_ERROR, message, null, outcome.retryAfter()));
        }
    }
}
