package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A record of the audit trail on one line. */
final class AuditLine {
    private static final String FORM = "%-23s %-7s %6s  %-12s %s";

    private AuditLine() {}

    /** Prints the heads of the columns. */
    static void head() {
        Output.line(FORM, "TIME", "STATUS", "MS", "USER", "WHAT");
    }

    /** Prints a record: in columns, or as it is. */
    static void print(JsonNode record, boolean json) {
        if (json) {
            System.out.println(new String(WireJson.bytes(record), StandardCharsets.UTF_8));
            return;
        }
        String time = record.path("timestamp").asText().replaceFirst("(\\.\\d{3})\\d*Z$", "$1");
        String status = record.path("status").asText("");
        String line = FORM.formatted(
                time,
                status,
                record.has("duration_ms") ? record.path("duration_ms").asText() : "",
                record.path("user").asText(""),
                what(record, status));
        // A person sees the table; what reads a pipe may want the end of the line.
        Output.line("%s", Style.terminal() ? Output.cut(line, Output.columns()) : line);
    }

    private static String what(JsonNode record, String status) {
        String subject = record.path("tool_name")
                .asText(record.path("resource_uri")
                        .asText(record.path("prompt_name").asText("")));
        String servers = record.has("mcp_servers")
                ? record.path("mcp_servers").valueStream().map(JsonNode::asText).collect(Collectors.joining(","))
                : record.path("mcp_server").asText("");
        String error = status.equals("success") ? "" : record.path("error").asText("");
        return (record.path("action").asText("") + " " + servers + " " + subject
                        + (error.isEmpty() ? "" : " (" + Output.firstLine(error) + ")"))
                .strip()
                .replaceAll(" +", " ");
    }
}
