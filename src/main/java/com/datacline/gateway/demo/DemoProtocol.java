package com.datacline.gateway.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a POST body as JSON-RPC and hands it to the era that its sender speaks. */
final class DemoProtocol {

    private final DemoTools tools;
    private final LegacyEra legacy;
    private final ModernEra modern;

    DemoProtocol(LogCluster cluster) {
        this.tools = DemoTools.of(cluster);
        var info = Json.object()
                .put("name", cluster.name())
                .put("title", cluster.title())
                .put("version", "1.0.0");
        this.legacy = new LegacyEra(tools, info);
        this.modern = new ModernEra(tools, info);
    }

    /** What can be called, for a look with a browser or curl. */
    DemoReply tools() {
        return new DemoReply(200, Map.of(), Json.object().set("tools", tools.definitions()));
    }

    /** Ends a legacy session. */
    DemoReply delete(@Nullable String sessionId) {
        return legacy.delete(sessionId);
    }

    DemoReply post(Map<String, String> headers, byte[] body) throws IOException {
        JsonNode json;
        try {
            json = Json.read(body);
        } catch (JsonProcessingException e) {
            return DemoReply.error(400, null, RpcError.PARSE_ERROR, "the body is not JSON: " + e.getOriginalMessage());
        }
        if (json.isMissingNode()) {
            return DemoReply.error(400, null, RpcError.PARSE_ERROR, "the body is empty");
        }
        if (json.isArray()) {
            return invalid("batches are not supported, send one message at a time");
        }
        if (!json.path("jsonrpc").asText().equals("2.0")) {
            return invalid("jsonrpc must be \"2.0\"");
        }
        return post(headers, json);
    }

    private DemoReply post(Map<String, String> headers, JsonNode json) {
        var id = json.get("id");
        var method = json.path("method");
        if (method.isMissingNode() && (json.has("result") || json.has("error"))) {
            return DemoReply.empty(202);
        }
        if (!method.isTextual()) {
            return invalid("method must be a string");
        }
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            return invalid("id must be a string or a whole number");
        }
        var params = json.path("params");
        if (!params.isMissingNode() && !params.isObject()) {
            return DemoReply.error(400, id, RpcError.INVALID_PARAMS, "params must be an object");
        }
        var object = params instanceof ObjectNode given ? given : Json.object();
        var message = new DemoMessage(headers, id, method.textValue(), object);
        return ProtocolVersion.isModern(message) ? modern.answer(message) : legacy.answer(message);
    }

    private static DemoReply invalid(String why) {
        return DemoReply.error(400, null, RpcError.INVALID_REQUEST, why);
    }
}
