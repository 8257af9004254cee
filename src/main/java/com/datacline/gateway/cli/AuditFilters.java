package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records of the audit trail are meant. */
final class AuditFilters {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    @Option(names = "--user", description = "Records of this user.")
    @Nullable
    String user;

    @Option(names = "--server", description = "About this server.")
    @Nullable
    String server;

    @Option(names = "--tool", description = "About this tool.")
    @Nullable
    String tool;

    @Option(names = "--action", description = "Of this action, such as invoke_tool.")
    @Nullable
    String action;

    @Option(names = "--status", description = "Of this status: success, denied or error.")
    @Nullable
    String status;

    @Option(names = "--event-type", description = "Of this kind of event, such as authentication.")
    @Nullable
    String eventType;

    @Option(names = "--outcome", description = "Of exactly this outcome, such as timeout.")
    @Nullable
    String outcome;

    @Option(names = "--request-id", description = "Of this request.")
    @Nullable
    String requestId;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Not before: 2026-11-24T16:00:00Z, or 15m, 2h, 7d ago.")
    @Nullable
    String since;

    /** Returns the filters as the gateway takes them. */
    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>(members());
        put(query, "server", server);
        put(query, "tool", tool);
        put(query, "since", since == null ? null : instant("--since", since).toString());
        return query;
    }

    /** Tells whether a record of a file is meant. */
    boolean match(JsonNode record) {
        boolean named = members().entrySet().stream()
                .allMatch(member -> record.path(member.getKey()).asText().equals(member.getValue()));
        boolean about = server == null
                || record.path("mcp_server").asText().equals(server)
                || record.path("mcp_servers").valueStream().anyMatch(one -> one.asText()
                        .equals(server));
        boolean called = tool == null || record.path("tool_name").asText().equals(tool);
        return named && about && called && (since == null || !time(record).isBefore(instant("--since", since)));
    }

    /** Reads a time: an instant, or how long ago it was. */
    static Instant instant(String option, String text) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return Instant.now()
                    .minus(
                            switch (ago.group(2)) {
                                case "s" -> Duration.ofSeconds(count);
                                case "m" -> Duration.ofMinutes(count);
                                case "h" -> Duration.ofHours(count);
                                default -> Duration.ofDays(count);
                            });
        }
        try {
            return Instant.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeException e) {
            throw Complaint.usage(
                    option + " " + text + " is no time", option + " 2h, or " + option + " 2026-11-24T16:00:00Z");
        }
    }

    private static Instant time(JsonNode record) {
        try {
            return Instant.parse(record.path("timestamp").asText());
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    private Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        put(members, "user", user);
        put(members, "action", action);
        put(members, "status", status);
        put(members, "event_type", eventType);
        put(members, "outcome", outcome);
        put(members, "request_id", requestId);
        return members;
    }

    private static void put(Map<String, String> into, String name, @Nullable String value) {
        if (value != null) {
            into.put(name, value);
        }
    }
}
