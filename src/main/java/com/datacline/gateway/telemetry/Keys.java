package com.datacline.gateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** What spans say, by the semantic conventions for MCP and generative AI, and the gateway's own beside them. */
final class Keys {
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("mcp.method.name");
    static final AttributeKey<String> SESSION = AttributeKey.stringKey("mcp.session.id");
    static final AttributeKey<String> PROTOCOL = AttributeKey.stringKey("mcp.protocol.version");
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
    static final AttributeKey<String> PROMPT = AttributeKey.stringKey("gen_ai.prompt.name");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> TRANSPORT = AttributeKey.stringKey("network.transport");
    static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> SERVER = AttributeKey.stringKey("gateway.server");
    static final AttributeKey<String> REQUEST = AttributeKey.stringKey("gateway.request.id");
    static final AttributeKey<String> ERA = AttributeKey.stringKey("gateway.era");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("gateway.outcome");

    static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("gateway.attempts");

    private Keys() {}
}
