package com.datacline.gateway.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a document offers.
 *
 * @param title what the API is called
 * @param version its version
 * @param base the address that paths are appended to
 * @param operations the operations by the names of their tools, in the order of the document
 */
record ApiDocument(String title, String version, URI base, Map<String, ApiOperation> operations) {

    ApiDocument {
        operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
    }

    /** Returns it as an MCP server introduces itself. */
    ObjectNode info() {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.putObject("capabilities").putObject("tools");
        info.putObject("serverInfo").put("name", title).put("version", version);
        return info;
    }

    /** Returns its tools as an MCP server lists them. */
    ObjectNode tools() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode tools = list.putArray("tools");
        operations.values().forEach(operation -> tools.add(operation.definition()));
        return list;
    }
}
