package com.datacline.gateway.door;

import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Era;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One JSON-RPC message of an MCP client.
 *
 * @param id its id, or JSON null where there is none
 * @param era how the client speaks
 * @param method its method, or empty
 * @param request what it asks for: a {@code CallRequest}, a {@code ListRequest}, a {@link Greeting}, a {@link Listen}, a
 *     {@code Notice}, or already the reply
 * @param client what the client can hear and be asked before its answer
 * @param session the client's session, if it has one
 */
public record McpMessage(
        JsonNode id,
        Era era,
        String method,
        Object request,
        ClientStream client,
        @Nullable ClientSession session) {

    static McpMessage without(JsonNode id, Era era, String method, Object request) {
        return new McpMessage(id, era, method, request, ClientStream.NONE, null);
    }
}
