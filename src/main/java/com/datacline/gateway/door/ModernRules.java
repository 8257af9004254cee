package com.datacline.gateway.door;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a modern request must satisfy before its method is looked at (MCP 2026-07-28, basic and Streamable HTTP). */
final class ModernRules {
    private ModernRules() {}

    /** A request is modern by its {@code _meta} or its version header, whatever its method is called. */
    static boolean isModern(JsonNode params, WireHeaders headers) {
        return params.path("_meta").has(Protocol.META_VERSION) || Protocol.MODERN.equals(headers.version());
    }

    /** Returns the first rule that is broken, or null. */
    static @Nullable Failure check(String method, JsonNode params, WireHeaders headers) {
        JsonNode meta = params.path("_meta");
        JsonNode version = meta.path(Protocol.META_VERSION);
        if (!version.isTextual() || !meta.path(Protocol.META_CAPABILITIES).isObject()) {
            return new Failure(
                    FailureCode.INVALID_REQUEST,
                    "_meta must hold " + Protocol.META_VERSION + " and " + Protocol.META_CAPABILITIES,
                    error(-32602, "_meta must hold " + Protocol.META_VERSION + " and " + Protocol.META_CAPABILITIES));
        }
        Failure mismatch = mismatch("MCP-Protocol-Version", headers.version(), version.asText());
        if (mismatch != null) {
            return mismatch;
        }
        if (!version.asText().equals(Protocol.MODERN)) {
            return unsupported(version.asText());
        }
        mismatch = mismatch("Mcp-Method", headers.method(), method);
        if (mismatch != null) {
            return mismatch;
        }
        return switch (method) {
            case "tools/call", "prompts/get" ->
                mismatch("Mcp-Name", headers.name(), params.path("name").asText());
            case "resources/read" ->
                mismatch("Mcp-Name", headers.name(), params.path("uri").asText());
            case "tasks/get", "tasks/update", "tasks/cancel" ->
                mismatch("Mcp-Name", headers.name(), params.path("taskId").asText());
            default -> null;
        };
    }

    private static @Nullable Failure mismatch(String header, @Nullable String said, String meant) {
        if (meant.equals(said)) {
            return null;
        }
        String what = said == null ? "is missing" : "is \"" + said + "\"";
        return new Failure(
                FailureCode.HEADER_MISMATCH, "header " + header + " " + what + ", and the body says " + meant);
    }

    private static Failure unsupported(String version) {
        ObjectNode error = error(FailureCode.UNSUPPORTED_VERSION.rpcCode(), "Unsupported protocol version: " + version);
        ObjectNode data = error.putObject("data");
        data.putArray("supported").add(Protocol.MODERN);
        data.put("requested", version);
        return new Failure(FailureCode.UNSUPPORTED_VERSION, "Unsupported protocol version: " + version, error);
    }

    private static ObjectNode error(int code, String message) {
        return JsonNodeFactory.instance.objectNode().put("code", code).put("message", message);
    }
}
