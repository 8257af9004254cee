package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The servers of a running gateway: for administrators with how they are, for others as far as they may know of them. */
final class Reported {
    private Reported() {}

    /** Returns the servers; those that an administrator sees have a member {@code status}. */
    static JsonNode servers(Remote remote) {
        Optional<JsonNode> whole = remote.find("/servers");
        return whole.orElseGet(() -> remote.get("/mcp/servers", Map.of())).path("servers");
    }

    /** Returns one of them. */
    static JsonNode server(Remote remote, String name) {
        return servers(remote)
                .valueStream()
                .filter(server -> server.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> Complaint.failure("there is no server " + name, "datacline servers list"));
    }

    /** Returns {@code up}, {@code disabled} and the like; only administrators see whether a server answers. */
    static String status(JsonNode server) {
        String otherwise = server.path("enabled").asBoolean() ? "enabled" : "disabled";
        return server.path("status").asText(otherwise);
    }

    /** Returns how long calls took on average. */
    static String mean(JsonNode server) {
        return String.format(Locale.ROOT, "%.1f", server.path("calls").path("mean_ms").asDouble());
    }

    static String tags(JsonNode server) {
        return String.join(
                ", ", server.path("tags").valueStream().map(JsonNode::asText).toList());
    }
}
