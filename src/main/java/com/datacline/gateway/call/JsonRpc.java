package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The messages of JSON-RPC 2.0 that the gateway itself originates. */
public final class JsonRpc {
    private JsonRpc() {}

    /** Returns a notification without params. */
    public static ObjectNode notification(String method) {
        return message().put("method", method);
    }

    /** Returns a request without params. */
    public static ObjectNode request(JsonNode id, String method) {
        ObjectNode request = message();
        request.set("id", id);
        return request.put("method", method);
    }

    /** Returns the beginning of a response; its {@code result} or {@code error} comes next. */
    public static ObjectNode response(JsonNode id) {
        ObjectNode response = message();
        response.set("id", id);
        return response;
    }

    /** Returns the notification that nobody waits for the answer to a request any more. */
    public static ObjectNode cancelled(JsonNode request, String reason) {
        ObjectNode notification = notification("notifications/cancelled");
        ObjectNode params = notification.putObject("params");
        params.set("requestId", request);
        params.put("reason", reason);
        return notification;
    }

    private static ObjectNode message() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    }
}
