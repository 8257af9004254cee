package com.datacline.gateway.upstream;

import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A session made by a handshake (MCP 2025-11-25, basic, lifecycle).
 *
 * @param wire what carries its messages
 * @param id the server's id of it, or null if the server keeps none
 * @param version the negotiated protocol version
 * @param info the result of {@code initialize}
 * @param lastShown the credential that was shown last, for what belongs to no call; tokens are renewed meanwhile
 * @param logLevel the level of log messages that the server was last told
 */
record LegacySession(
        Wire wire,
        @Nullable String id,
        String version,
        ObjectNode info,
        AtomicReference<Credential> lastShown,
        AtomicReference<String> logLevel)
        implements Session {

    static final String LATEST = "2025-11-25";

    /** What a modern client says when it calls again; a legacy server knows nothing of it. */
    private static final List<String> MODERN_MEMBERS = List.of("inputResponses", "requestState");

    @Override
    public Inquiry begin(Operation operation, ClientStream client, Credential credential) {
        lastShown.set(credential);
        return Session.super.begin(operation, client, credential);
    }

    Credential credential() {
        return Objects.requireNonNull(lastShown.get());
    }

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
    public ObjectNode params(Operation operation, ClientStream client, long id) {
        ObjectNode given = operation.params();
        boolean asItIs =
                client.progressToken() == null && MODERN_MEMBERS.stream().noneMatch(given::has);
        if (asItIs) {
            return given;
        }
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.setAll(given);
        params.remove(MODERN_MEMBERS);
        if (client.progressToken() != null) {
            ObjectNode meta = given.get("_meta") instanceof ObjectNode more ? more.deepCopy() : given.objectNode();
            params.set("_meta", meta.put("progressToken", id));
        }
        return params;
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

    boolean offers(String capability) {
        return info.path("capabilities").has(capability);
    }
}
