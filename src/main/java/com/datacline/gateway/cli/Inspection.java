package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a server said when a running gateway asked it.
 *
 * @param millis how long it took
 * @param said its answer, or null if there was none
 * @param problem why there was none, or null
 */
record Inspection(
        long millis, @Nullable JsonNode said, @Nullable Complaint problem) {

    /** Asks what the server says of itself. */
    static Inspection info(Remote remote, String server) {
        return of(server, () -> remote.get("/mcp/server/" + Remote.segment(server) + "/info", Map.of()));
    }

    /** Asks which tools it has. */
    static Inspection tools(Remote remote, String server) {
        return of(server, () -> remote.get("/mcp/list-tools", Map.of("mcp_server", server))
                .path("tools"));
    }

    /** Returns the server's own name and version, as far as it says them. */
    static String software(JsonNode info) {
        JsonNode own = info.path("serverInfo");
        if (own.isMissingNode()) {
            own = info.path("_meta").path("io.modelcontextprotocol/serverInfo");
        }
        return (own.path("name").asText("") + " " + own.path("version").asText("")).strip();
    }

    private static Inspection of(String server, Supplier<JsonNode> question) {
        long began = System.nanoTime();
        try {
            JsonNode said = question.get();
            return new Inspection((System.nanoTime() - began) / 1_000_000, said, null);
        } catch (Complaint e) {
            return new Inspection((System.nanoTime() - began) / 1_000_000, null, e.about(server));
        }
    }
}
