package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Revisions up to 2025-11-25: a handshake opens a session, and every later request names it. */
final class LegacyEra {

    private static final String SESSION = "Mcp-Session-Id";

    private final Sessions sessions = new Sessions();
    private final DemoTools tools;
    private final ObjectNode info;

    LegacyEra(DemoTools tools, ObjectNode info) {
        this.tools = tools;
        this.info = info;
    }

    DemoReply delete(@Nullable String sessionId) {
        if (sessionId == null) {
            return DemoReply.empty(405).with("Allow", "POST");
        }
        return sessions.close(sessionId) ? DemoReply.empty(200) : DemoReply.empty(404);
    }

    DemoReply answer(DemoMessage message) {
        if (message.method().equals("initialize") && !message.isNotification()) {
            return initialize(message);
        }
        var version = message.header(ProtocolVersion.HEADER);
        if (version.isPresent() && !ProtocolVersion.LEGACY.contains(version.get())) {
            return DemoReply.error(
                    400, message.id(), RpcError.BAD_SESSION, "unsupported protocol version " + version.get());
        }
        var session = message.header("mcp-session-id");
        if (session.isEmpty()) {
            return DemoReply.error(
                    400, message.id(), RpcError.BAD_SESSION, SESSION + " header is required, send initialize first");
        }
        if (!sessions.contains(session.get())) {
            return DemoReply.error(
                    404, message.id(), RpcError.SESSION_NOT_FOUND, "session not found, send initialize again");
        }
        return message.isNotification() ? DemoReply.empty(202) : serve(message);
    }

    private DemoReply initialize(DemoMessage message) {
        var asked = message.params().path("protocolVersion");
        if (!asked.isTextual()) {
            return DemoReply.error(
                    400, message.id(), RpcError.INVALID_PARAMS, "params.protocolVersion must be a string");
        }
        var agreed = ProtocolVersion.LEGACY.contains(asked.textValue())
                ? asked.textValue()
                : ProtocolVersion.LEGACY.getFirst();
        var result = Json.object().put("protocolVersion", agreed);
        result.putObject("capabilities").putObject("tools");
        result.set("serverInfo", info);
        return DemoReply.result(message.id(), result).with(SESSION, sessions.open());
    }

    private DemoReply serve(DemoMessage message) {
        return switch (message.method()) {
            case "ping" -> DemoReply.result(message.id(), Json.object());
            case "tools/list", "tools/call" -> ToolMethods.answer(message, tools);
            default ->
                DemoReply.error(
                        200, message.id(), RpcError.UNKNOWN_METHOD, "unknown method \"" + message.method() + "\"");
        };
    }
}
