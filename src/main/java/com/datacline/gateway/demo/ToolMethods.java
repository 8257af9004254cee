package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;

/** {@code tools/list} and {@code tools/call}, which are the same in both eras but for the envelope. */
final class ToolMethods {

    private ToolMethods() {}

    static DemoReply answer(DemoMessage message, DemoTools tools) {
        return message.method().equals("tools/list") ? list(message, tools) : call(message, tools);
    }

    private static DemoReply list(DemoMessage message, DemoTools tools) {
        if (message.params().has("cursor")) {
            return invalid(message, "unknown cursor, the list has one page");
        }
        return DemoReply.result(message.id(), Json.object().set("tools", tools.definitions()));
    }

    private static DemoReply call(DemoMessage message, DemoTools tools) {
        var name = message.params().path("name");
        var arguments = message.params().path("arguments");
        if (!name.isTextual()) {
            return invalid(message, "params.name must be a string");
        }
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            return invalid(message, "params.arguments must be an object");
        }
        var given = arguments instanceof ObjectNode object ? object : Json.object();
        return tools.named(name.textValue())
                .map(tool -> DemoReply.result(message.id(), tools.call(tool, given)))
                .orElseGet(() -> invalid(
                        message,
                        "unknown tool \"" + name.textValue() + "\", there are "
                                + tools.tools().stream().map(DemoTool::name).collect(Collectors.joining(", "))));
    }

    private static DemoReply invalid(DemoMessage message, String why) {
        return DemoReply.error(200, message.id(), RpcError.INVALID_PARAMS, why);
    }
}
