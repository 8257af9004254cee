package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session made by a handshake (MCP 2025-11-25, basic, lifecycle).
 *
 * @param id the server's id of it, or null if the server keeps none
 * @param version the negotiated protocol version
 * @param info the result of {@code initialize}
 * @param credential what it was opened with, and is closed with
 */
record LegacySession(@Nullable String id, String version, ObjectNode info, Credential credential) implements Session {

    static final String LATEST = "2025-11-25";

    @Override
    public Map<String, String> headers(Operation operation) {
        return headers();
    }

    Map<String, String> headers() {
        return id == null
                ? Map.of("MCP-Protocol-Version", version)
                : Map.of("MCP-Protocol-Version", version, "Mcp-Session-Id", id);
    }

    @Override
    public ObjectNode params(Operation operation) {
        return operation.params();
    }

    /**
     * A forgotten session is 404 (transports, session management); some servers say 400 with code -32000 instead. A server
     * that has become a modern one says 400 too, because the request lacks what that era asks for.
     */
    @Override
    public boolean refusedBy(RpcOutcome outcome) {
        boolean forgotten = outcome.status() == 404 && id != null;
        boolean notUnderstood = outcome.status() == 400
                && (outcome.errorCode() == -32000
                        || outcome.errorCode() == -32602
                        || ModernSession.speaks(outcome.errorCode()));
        return !outcome.success() && (forgotten || notUnderstood);
    }
}
