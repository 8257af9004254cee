package com.datacline.gateway.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The shape of a broadcast's {@code structuredContent}. */
final class BroadcastSchema {
    private BroadcastSchema() {}

    static ObjectNode output() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("tool").put("type", "string");
        for (String count : List.of("total_servers", "successful", "failed", "execution_time_ms")) {
            properties.putObject(count).put("type", "integer");
        }
        ObjectNode entry = properties
                .putObject("servers")
                .put("type", "object")
                .put("description", "What became of the call at each server")
                .putObject("additionalProperties");
        entry.put("type", "object");
        ObjectNode members = entry.putObject("properties");
        List.of("success", "error", "timeout", "denied", "cancelled")
                .forEach(members.putObject("status").put("type", "string").putArray("enum")::add);
        members.putObject("duration_ms").put("type", "integer");
        members.putObject("result").put("type", "object").put("description", "The tool's whole result");
        members.putObject("error").put("type", "string");
        entry.putArray("required").add("status").add("duration_ms");
        properties
                .putObject("merged")
                .put("description", "One value made of what the servers said, where the gateway is told how");
        List.of("tool", "total_servers", "successful", "failed", "execution_time_ms", "servers")
                .forEach(schema.putArray("required")::add);
        return schema;
    }
}
