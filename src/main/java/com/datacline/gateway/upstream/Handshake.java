package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Challenged;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which era a server speaks and begins to speak it (MCP 2026-07-28, versioning, backward compatibility): a
 * server that does not know {@code server/discover} is asked to {@code initialize}.
 */
final class Handshake {
    private static final int UNSUPPORTED_VERSION = -32022;

    private final McpServer server;
    private final Supplier<Wire> wires;
    private final ToolHeaders toolHeaders;
    private volatile McpServer.Protocol known;

    Handshake(McpServer server, Supplier<Wire> wires, ToolHeaders toolHeaders) {
        this.server = server;
        this.wires = wires;
        this.toolHeaders = toolHeaders;
        this.known = server.protocol();
    }

    Session open(SessionKey key, Credential credential, InFlight call) {
        Opening opening = new Opening(wires.get(), key, credential, call);
        try {
            return switch (known) {
                case MODERN -> opening.modern();
                case LEGACY -> opening.legacy();
                case AUTO -> probe(opening);
            };
        } catch (CallFailed e) {
            forget();
            throw e;
        }
    }

    /** Tells whether the server is known to be a modern one, at which every request stands alone. */
    boolean keepsNoSessions() {
        return known == McpServer.Protocol.MODERN;
    }

    /** Asks anew next time, unless the registry says which era it is. */
    void forget() {
        known = server.protocol();
    }

    private Session probe(Opening opening) {
        RpcOutcome outcome = null;
        try {
            outcome = opening.discover();
        } catch (CallFailed e) {
            // Some legacy servers break over a method they do not know; those that are down fail again below.
            if (e instanceof Challenged || e.failure().code() != FailureCode.UPSTREAM_ERROR) {
                throw e;
            }
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
        private final Wire wire;
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
            return session(discover());
        }

        /** A server that refuses our version and names it among its own is asked again (2026-07-28, basic, versioning). */
        RpcOutcome discover() {
            RpcOutcome outcome = discoverOnce();
            boolean again = outcome.errorCode() == UNSUPPORTED_VERSION && isModern(outcome);
            return again ? discoverOnce() : outcome;
        }

        private RpcOutcome discoverOnce() {
            Operation discover = ModernSession.discover();
            long id = wire.nextId();
            return answer(wire.begin(
                    id,
                    discover.action().method(),
                    ModernSession.requestParams(discover, ClientStream.NONE, id),
                    ModernSession.requestHeaders(discover),
                    credential));
        }

        Session session(RpcOutcome outcome) {
            ObjectNode result = outcome.result();
            if (result == null) {
                throw refused(Action.GET_SERVER_INFO.method(), outcome);
            }
            return new ModernSession(wire, toolHeaders, result);
        }

        Session legacy() {
            RpcOutcome outcome = answer(wire.begin(
                    wire.nextId(),
                    "initialize",
                    GatewayIdentity.initializeParams(key.capabilities()),
                    Map.of(),
                    credential));
            ObjectNode result = outcome.result();
            if (result == null) {
                throw refused("initialize", outcome);
            }
            String version = result.path("protocolVersion").asText(LegacySession.LATEST);
            LegacySession session = new LegacySession(
                    wire, outcome.sessionId(), version, result, credential, new AtomicReference<>(""));
            ObjectNode initialized = JsonNodeFactory.instance
                    .objectNode()
                    .put("jsonrpc", "2.0")
                    .put("method", "notifications/initialized");
            wire.post(initialized, session.headers(), credential, call);
            return session;
        }

        /** Whatever else a server says before its answer belongs to no call, and is passed over. */
        private RpcOutcome answer(Inquiry inquiry) {
            try (inquiry) {
                while (true) {
                    if (inquiry.next(call) instanceof Heard.Answered answered) {
                        return answered.outcome();
                    }
                }
            }
        }

        private CallFailed refused(String method, RpcOutcome outcome) {
            @Nullable JsonNode error = outcome.error();
            String why = error == null ? "" : ": " + error.path("message").asText();
            return new CallFailed(
                    FailureCode.UPSTREAM_ERROR,
                    "server " + server.name() + " refused " + method + " with HTTP " + outcome.status() + why);
        }
    }
}
