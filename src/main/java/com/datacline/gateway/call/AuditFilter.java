package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which records of the audit trail somebody wants to see.
 *
 * @param wanted members of records, each with the text that it must have; none is all records
 */
public record AuditFilter(Map<String, String> wanted) {
    /** The names by which one asks, each with the member of records that it is about. */
    public static final Map<String, String> NAMES = names();

    public AuditFilter {
        wanted = Map.copyOf(wanted);
    }

    /** Reads a filter out of the parameters of a request. */
    public static AuditFilter of(Map<String, Object> parameters) {
        Map<String, String> wanted = new LinkedHashMap<>();
        NAMES.forEach((name, member) -> {
            if (parameters.get(name) instanceof String text && !text.isBlank()) {
                wanted.put(member, text.strip());
            }
        });
        return new AuditFilter(wanted);
    }

    /** Tells whether a record is wanted; one of a broadcast is about each of its servers. */
    public boolean takes(JsonNode record) {
        return wanted.entrySet().stream().allMatch(term -> has(record, term.getKey(), term.getValue()));
    }

    private static boolean has(JsonNode record, String member, String text) {
        if (record.path(member).asText().equals(text)) {
            return true;
        }
        if (member.equals("mcp_server")) {
            for (JsonNode server : record.path("mcp_servers")) {
                if (server.asText().equals(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("user", "user");
        names.put("server", "mcp_server");
        names.put("tool", "tool_name");
        names.put("action", "action");
        names.put("status", "status");
        names.put("outcome", "outcome");
        names.put("event_type", "event_type");
        names.put("request_id", "request_id");
        return names;
    }
}
