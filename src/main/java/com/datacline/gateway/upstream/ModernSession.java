package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.HeaderText;
import com.datacline.gateway.call.Operation;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The modern era has no sessions: each request says everything (MCP 2026-07-28, basic, {@code _meta}).
 *
 * @param wire what carries its messages
 * @param toolHeaders which arguments its tools want repeated
 * @param info the result of {@code server/discover}
 */
record ModernSession(Wire wire, ToolHeaders toolHeaders, ObjectNode info) implements Session {

    static final String VERSION = "2026-07-28";

    /** Codes by which a modern server can be told from a legacy one (versioning, backward compatibility). */
    static boolean speaks(int errorCode) {
        return errorCode <= -32020 && errorCode >= -32022;
    }

    @Override
    public Map<String, String> headers(Operation operation) {
        Map<String, String> repeated = toolHeaders.of(operation);
        if (repeated.isEmpty()) {
            return requestHeaders(operation);
        }
        Map<String, String> headers = new HashMap<>(requestHeaders(operation));
        headers.putAll(repeated);
        return headers;
    }

    static Map<String, String> requestHeaders(Operation operation) {
        String method = operation.action().method();
        boolean named =
                switch (operation.action()) {
                    case INVOKE_TOOL, GET_PROMPT, READ_RESOURCE, GET_TASK, UPDATE_TASK, CANCEL_TASK -> true;
                    default -> false;
                };
        return named
                ? Map.of(
                        "MCP-Protocol-Version", VERSION,
                        "Mcp-Method", method,
                        "Mcp-Name", HeaderText.encode(operation.subject()))
                : Map.of("MCP-Protocol-Version", VERSION, "Mcp-Method", method);
    }

    @Override
    public ObjectNode params(Operation operation, ClientStream client, long id) {
        return requestParams(operation, client, id);
    }

    static ObjectNode requestParams(Operation operation, ClientStream client, long id) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.setAll(operation.params());
        ObjectNode meta = params.get("_meta") instanceof ObjectNode given
                ? given.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        meta.put("io.modelcontextprotocol/protocolVersion", VERSION);
        meta.set("io.modelcontextprotocol/clientCapabilities", client.capabilities());
        meta.set("io.modelcontextprotocol/clientInfo", GatewayIdentity.asClient());
        String level = logLevel(client);
        if (level != null) {
            meta.put("io.modelcontextprotocol/logLevel", level);
        }
        if (client.progressToken() != null) {
            meta.put("progressToken", id);
        }
        params.set("_meta", meta);
        return params;
    }

    /** A legacy client that has set no level leaves it to its server, and expects to hear something. */
    private static @Nullable String logLevel(ClientStream client) {
        String level = client.logLevel();
        return level == null && client.dialogue() == ClientStream.Dialogue.REQUEST ? "info" : level;
    }

    static Operation discover() {
        return Operation.list(Action.GET_SERVER_INFO);
    }

    /** A server that no longer answers in the modern way may have become a legacy one. */
    @Override
    public boolean refusedBy(RpcOutcome outcome) {
        boolean gone = outcome.status() == 400 || outcome.status() == 404 || outcome.status() == 405;
        return !outcome.success() && gone && (outcome.error() == null || outcome.errorCode() == -32000);
    }
}
