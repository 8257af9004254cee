package com.datacline.gateway.audit;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of the journal as a row of {@code audit_logs}. */
final class AuditRow {
    /** PostgreSQL refuses a row whose indexed text is too large; the journal has the rest. */
    private static final int LONGEST_INDEXED = 512;

    private AuditRow() {}

    static Map<String, @Nullable Object> of(JsonNode line, String journal, long position) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", text(line, "id", 64));
        row.put("request_id", text(line, "request_id", 64));
        row.put("parent_id", text(line, "parent_id", 64));
        row.put("event_type", text(line, "event_type", 64));
        row.put("timestamp", timestamp(line.path("timestamp").asText()));
        row.put("user_name", text(line, "user", LONGEST_INDEXED));
        row.put("action", text(line, "action", 64));
        row.put("mcp_server", text(line, "mcp_server", 128));
        row.put(
                "mcp_servers",
                line.has("mcp_servers")
                        ? new String(WireJson.bytes(line.path("mcp_servers")), StandardCharsets.UTF_8)
                        : null);
        row.put("tool_name", text(line, "tool_name", LONGEST_INDEXED));
        row.put(
                "parameters",
                line.has("parameters")
                        ? new String(WireJson.bytes(line.path("parameters")), StandardCharsets.UTF_8)
                        : null);
        row.put("status", text(line, "status", 32));
        row.put("outcome", text(line, "outcome", 64));
        row.put("policy_decision", text(line, "policy_decision", Integer.MAX_VALUE));
        row.put("era", text(line, "era", 32));
        row.put("response_status", line.path("response_status").asInt());
        row.put("execution_time", line.path("duration_ms").asLong());
        row.put("error", text(line, "error", Integer.MAX_VALUE));
        row.put("trace_id", text(line, "trace_id", 32));
        row.put("node", text(line, "node", 128));
        row.put("chain_hash", text(line, "hash", 64));
        row.put("journal", journal);
        row.put("journal_position", position);
        return row;
    }

    /** PostgreSQL takes neither NUL nor half a surrogate pair; one such text must not hold all rows back. */
    private static @Nullable String text(JsonNode line, String key, int longest) {
        JsonNode value = line.path(key);
        if (!value.isTextual()) {
            return null;
        }
        String safe = new String(value.asText().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .replace("\u0000", "");
        if (safe.length() <= longest) {
            return safe;
        }
        return safe.substring(0, Character.isHighSurrogate(safe.charAt(longest - 1)) ? longest - 1 : longest);
    }

    private static OffsetDateTime timestamp(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            return OffsetDateTime.parse("1970-01-01T00:00:00Z");
        }
    }
}
