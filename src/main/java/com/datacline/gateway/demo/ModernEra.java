package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Revision 2026-07-28: no session, every request explains itself. */
final class ModernEra {

    private static final long FRESH_FOR = Duration.ofMinutes(1).toMillis();

    private final DemoTools tools;
    private final ObjectNode info;

    ModernEra(DemoTools tools, ObjectNode info) {
        this.tools = tools;
        this.info = info;
    }

    DemoReply answer(DemoMessage message) {
        if (message.isNotification()) {
            return DemoReply.empty(202);
        }
        return ModernEnvelope.fault(message).orElseGet(() -> serve(message));
    }

    private DemoReply serve(DemoMessage message) {
        return switch (message.method()) {
            case "server/discover" -> complete(cacheable(DemoReply.result(message.id(), discovery())));
            case "tools/list" -> complete(cacheable(ToolMethods.answer(message, tools)));
            case "tools/call" -> complete(ToolMethods.answer(message, tools));
            default ->
                DemoReply.error(
                        404, message.id(), RpcError.UNKNOWN_METHOD, "unknown method \"" + message.method() + "\"");
        };
    }

    private static ObjectNode discovery() {
        var result = Json.object();
        result.putArray("supportedVersions").add(ProtocolVersion.MODERN);
        result.putObject("capabilities").putObject("tools");
        return result.put("instructions", "Demo logs of the last 24 hours; start with search_logs.");
    }

    private DemoReply complete(DemoReply reply) {
        if (reply.body() != null && reply.body().get("result") instanceof ObjectNode result) {
            result.put("resultType", "complete");
            result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", info);
        }
        return reply;
    }

    private static DemoReply cacheable(DemoReply reply) {
        if (reply.body() != null && reply.body().get("result") instanceof ObjectNode result) {
            result.put("ttlMs", FRESH_FOR).put("cacheScope", "public");
        }
        return reply;
    }
}
