package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which era a server speaks and begins to speak it (MCP 2026-07-28, versioning, backward compatibility): a
 * server that does not know {@code server/discover} is asked to {@code initialize}.
 */
final class Handshake {
    private final McpServer server;
    private final Rpc rpc;
    private volatile McpServer.Protocol known;

    Handshake(McpServer server, Rpc rpc) {
        this.server = server;
        this.rpc = rpc;
        this.known = server.protocol();
    }

    Session open(Credential credential, InFlight call) {
        try {
            return switch (known) {
                case MODERN -> modern(credential, call);
                case LEGACY -> legacy(credential, call);
                case AUTO -> probe(credential, call);
            };
        } catch (CallFailed e) {
            forget();
            throw e;
        }
    }

    /** Asks anew next time, unless the registry says which era it is. */
    void forget() {
        known = server.protocol();
    }

    private Session probe(Credential credential, InFlight call) {
        RpcOutcome outcome = null;
        try {
            outcome = discover(credential, call);
        } catch (CallFailed e) {
            // Some legacy servers break over a method they do not know; those that are down fail again below.
            if (e.failure().code() != FailureCode.UPSTREAM_ERROR) {
                throw e;
            }
        }
        Session session = outcome != null && isModern(outcome) ? session(outcome) : legacy(credential, call);
        known = session instanceof ModernSession ? McpServer.Protocol.MODERN : McpServer.Protocol.LEGACY;
        return session;
    }

    private Session modern(Credential credential, InFlight call) {
        return session(discover(credential, call));
    }

    private RpcOutcome discover(Credential credential, InFlight call) {
        Operation discover = ModernSession.discover();
        return rpc.request(
                discover.action().method(),
                ModernSession.requestParams(discover),
                ModernSession.requestHeaders(discover),
                credential,
                call);
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

    private Session session(RpcOutcome outcome) {
        ObjectNode result = outcome.result();
        if (result == null) {
            throw refused(Action.GET_SERVER_INFO.method(), outcome);
        }
        return new ModernSession(result);
    }

    private Session legacy(Credential credential, InFlight call) {
        RpcOutcome outcome = rpc.request("initialize", GatewayIdentity.initializeParams(), Map.of(), credential, call);
        ObjectNode result = outcome.result();
        if (result == null) {
            throw refused("initialize", outcome);
        }
        String version = result.path("protocolVersion").asText(LegacySession.LATEST);
        LegacySession session = new LegacySession(outcome.sessionId(), version, result, credential);
        ObjectNode initialized =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", "notifications/initialized");
        rpc.notify(initialized, session.headers(), credential, call);
        return session;
    }

    private CallFailed refused(String method, RpcOutcome outcome) {
        @Nullable JsonNode error = outcome.error();
        String why = error == null ? "" : ": " + error.path("message").asText();
        return new CallFailed(
                FailureCode.UPSTREAM_ERROR,
                "server " + server.name() + " refused " + method + " with HTTP " + outcome.status() + why);
    }
}
