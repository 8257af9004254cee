package com.datacline.gateway.door;

import com.datacline.gateway.call.Era;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * One JSON-RPC message of an MCP client.
 *
 * @param id its id, or JSON null where there is none
 * @param era how the client speaks
 * @param method its method, or empty
 * @param request what it asks for: a {@code CallRequest}, a {@code ListRequest}, a {@link Greeting}, or already the reply
 */
public record McpMessage(JsonNode id, Era era, String method, Object request) {}
