package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP answer, with or without a JSON body. */
record DemoReply(
        int status, Map<String, String> headers, @Nullable JsonNode body) {

    static DemoReply empty(int status) {
        return new DemoReply(status, Map.of(), null);
    }

    static DemoReply result(@Nullable JsonNode id, ObjectNode result) {
        var body = envelope(id);
        body.set("result", result);
        return new DemoReply(200, Map.of(), body);
    }

    static DemoReply error(int status, @Nullable JsonNode id, RpcError error, String message) {
        return error(status, id, error, message, Json.object());
    }

    static DemoReply error(int status, @Nullable JsonNode id, RpcError error, String message, ObjectNode data) {
        var body = envelope(id);
        var described = body.putObject("error").put("code", error.code()).put("message", message);
        if (!data.isEmpty()) {
            described.set("data", data);
        }
        return new DemoReply(status, Map.of(), body);
    }

    DemoReply with(String header, String value) {
        return new DemoReply(status, Map.of(header, value), body);
    }

    private static ObjectNode envelope(@Nullable JsonNode id) {
        return Json.object().put("jsonrpc", "2.0").set("id", id);
    }
}
