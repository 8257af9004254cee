package com.datacline.gateway.door;

import com.datacline.gateway.call.Accepted;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;

/** Route step {@code read} of the MCP door: one JSON-RPC message from the wire. */
public final class McpDoor {
    private static final TextNode VERSION = TextNode.valueOf("2.0");

    /** Returns the message; whatever is wrong with it is its request, as the failure the client shall hear. */
    public McpMessage read(@Body byte[] body, @Headers Map<String, Object> headers) {
        JsonNode json;
        try {
            json = WireJson.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return unreadable("the body is not valid JSON: " + JsonFlaw.of(e));
        } catch (IOException e) {
            return unreadable("the body cannot be read");
        }
        if (json.isMissingNode()) {
            return unreadable("the body is empty");
        }
        if (!(json instanceof ObjectNode message)) {
            return invalid(
                    NullNode.instance,
                    json.isArray()
                            ? "batches are not supported; send one message for each request"
                            : "a JSON-RPC message is a JSON object");
        }
        return read(message, WireHeaders.of(headers));
    }

    private static McpMessage read(ObjectNode message, WireHeaders headers) {
        JsonNode id = message.get("id");
        boolean response = id != null && !message.has("method") && (message.has("result") || message.has("error"));
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            return invalid(NullNode.instance, "id must be a string or an integer");
        }
        JsonNode answerTo = id == null ? NullNode.instance : id;
        if (!VERSION.equals(message.get("jsonrpc"))) {
            return invalid(answerTo, "jsonrpc must be \"2.0\"");
        }
        if (response) {
            return new McpMessage(answerTo, Era.LEGACY, "", new Accepted());
        }
        if (!message.path("method").isTextual()) {
            return invalid(answerTo, "method must be a string");
        }
        String method = message.path("method").asText();
        JsonNode params = message.path("params");
        Era era = ModernRules.isModern(params, headers) ? Era.MODERN : Era.LEGACY;
        if (id == null) {
            return new McpMessage(answerTo, era, method, new Accepted());
        }
        if (!params.isMissingNode() && !params.isObject()) {
            return new McpMessage(answerTo, era, method, bad("params must be an object"));
        }
        Failure broken = era == Era.MODERN ? ModernRules.check(method, params, headers) : LegacyRules.check(headers);
        Object request = broken == null ? McpRequests.read(method, params, era) : broken;
        return new McpMessage(answerTo, era, method, request);
    }

    private static McpMessage unreadable(String why) {
        return new McpMessage(NullNode.instance, Era.LEGACY, "", new Failure(FailureCode.INVALID_JSON, why));
    }

    private static McpMessage invalid(JsonNode id, String why) {
        return new McpMessage(id, Era.LEGACY, "", new Failure(FailureCode.INVALID_REQUEST, why));
    }

    private static Failure bad(String why) {
        return new Failure(FailureCode.INVALID_ARGUMENTS, why);
    }
}
