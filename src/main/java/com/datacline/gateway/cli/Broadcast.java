package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A tool called on many servers at once: which servers, and how the answer is shown. */
final class Broadcast {
    @Option(
            names = "--servers",
            split = ",",
            paramLabel = "SERVER",
            description = "Servers by name; these win over tags (default: all that have the tool).")
    List<String> servers = List.of();

    @Option(names = "--tags", split = ",", paramLabel = "TAG", description = "Servers that have any of these tags.")
    List<String> tags = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "summary (default), full, or json, the gateway's whole answer.")
    Format format = Format.summary;

    /** How an answer is shown; named as on the command line. */
    enum Format {
        summary,
        full,
        json
    }

    /** When not to wait for every server. */
    static final class Patience {
        @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait for the slowest server.")
        @Nullable
        BigDecimal timeout;

        @Option(names = "--min-results", paramLabel = "N", description = "So many successes are enough.")
        @Nullable
        Integer minResults;

        @Option(names = "--first", description = "The first success is enough.")
        boolean first;

        void write(ObjectNode body) {
            if (timeout != null) {
                body.put("timeout", timeout);
            }
            if (minResults != null) {
                body.put("min_results", minResults);
            }
            if (first) {
                body.put("first", true);
            }
        }
    }

    /** Calls the tool, prints what came of it, and returns the exit code: 1 if no server succeeded. */
    int call(Remote remote, String tool, JsonNode arguments, Patience patience) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("tool_name", tool);
        body.set("parameters", arguments);
        names(body, "mcp_servers", servers);
        names(body, "tags", tags);
        patience.write(body);
        Map<String, String> query = format == Format.json ? Map.of() : Map.of("result", "payload");
        JsonNode answer = Progress.during(
                "calling " + tool + " on many servers", () -> remote.post("/mcp/invoke-broadcast", query, body));
        if (format == Format.json) {
            Output.json(answer);
        } else {
            BroadcastText.print(answer, format == Format.full);
            if (answer.path("successful").asInt() == 0) {
                System.err.println("  try: datacline tools list");
            }
        }
        return answer.path("successful").asInt() > 0 ? 0 : 1;
    }

    private static void names(ObjectNode body, String key, List<String> names) {
        List<String> clean = ServerOptions.clean(names);
        if (!clean.isEmpty()) {
            clean.forEach(body.putArray(key)::add);
        }
    }
}
