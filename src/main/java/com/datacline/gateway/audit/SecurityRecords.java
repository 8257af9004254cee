package com.datacline.gateway.audit;

import com.datacline.gateway.call.Ids;
import com.datacline.gateway.security.Caller;
import com.datacline.gateway.security.SecurityEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Security events as records: event types and actions that do not change. */
final class SecurityRecords {
    private static final String GATEWAY = Caller.GATEWAY.name();

    private SecurityRecords() {}

    static AuditRecord of(SecurityEvent event) {
        return switch (event) {
            case SecurityEvent.GatewayStarted started -> {
                AuditRecord record = record("lifecycle", GATEWAY, "gateway_started");
                ObjectNode parameters =
                        parameters(record).put("version", started.version()).put("auth_enabled", started.authEnabled());
                ObjectNode files = parameters.putObject("files");
                started.files().forEach(files::put);
                yield success(record);
            }
            case SecurityEvent.GatewayStopped stopped -> {
                AuditRecord record = record("lifecycle", GATEWAY, "gateway_stopped");
                parameters(record).put("version", stopped.version());
                yield success(record);
            }
            case SecurityEvent.FileChanged changed -> {
                AuditRecord record = record("configuration", GATEWAY, name(changed.what()) + "_changed");
                parameters(record)
                        .put("file", changed.file())
                        .put("sha256", changed.hash())
                        .put("entries", changed.entries());
                yield success(record);
            }
            case SecurityEvent.FileRejected rejected -> {
                AuditRecord record = record("configuration", GATEWAY, name(rejected.what()) + "_rejected");
                parameters(record).put("file", rejected.file());
                yield ended(record, "error", "invalid", rejected.reason());
            }
            case SecurityEvent.ServerLogin login -> {
                AuditRecord record = record(
                        "authentication",
                        login.user(),
                        login.finished() ? "server_login_finished" : "server_login_begun");
                record.json().put("mcp_server", login.server());
                yield success(record);
            }
            case SecurityEvent.ToolQuarantined tool -> {
                AuditRecord record = tool("tool_quarantined", GATEWAY, tool.server(), tool.tool());
                parameters(record).put("pinned", tool.pinned()).put("found", tool.found());
                yield ended(record, "denied", "tool_quarantined", tool.reason());
            }
            case SecurityEvent.ToolReleased tool -> {
                AuditRecord record = tool("tool_released", GATEWAY, tool.server(), tool.tool());
                parameters(record).put("pinned", tool.pinned());
                yield success(record);
            }
            case SecurityEvent.ToolApproved tool -> {
                AuditRecord record = tool("tool_approved", tool.user(), tool.server(), tool.tool());
                parameters(record).put("pinned", tool.pinned());
                yield success(record);
            }
            case SecurityEvent.ServerSteered steered -> {
                AuditRecord record =
                        record("operation", steered.user(), steered.started() ? "server_started" : "server_stopped");
                record.json().put("mcp_server", steered.server());
                yield success(record);
            }
            case SecurityEvent.ConsoleRefused refused -> {
                AuditRecord record = record("operation", refused.user(), "console_refused");
                parameters(record)
                        .put("bean", AuditRecord.shortened(refused.bean()))
                        .put("operation", AuditRecord.shortened(refused.operation()));
                yield ended(record, "denied", "denied", "not allowed over Jolokia");
            }
        };
    }

    /** Returns what the journal itself says of an outage, once it can be written again. */
    static AuditRecord journalResumed(Outage outage) {
        AuditRecord record = record("lifecycle", GATEWAY, "journal_resumed");
        parameters(record)
                .put("since", outage.since().toString())
                .put("unrecorded", outage.unrecorded())
                .put("refused", outage.refused());
        return ended(record, "error", "audit_unavailable", outage.problem());
    }

    private static AuditRecord tool(String action, String user, String server, String tool) {
        AuditRecord record = record("tool_registration", user, action);
        record.json().put("mcp_server", server).put("tool_name", AuditRecord.shortened(tool));
        return record;
    }

    private static AuditRecord record(String eventType, String user, String action) {
        String id = Ids.next();
        AuditRecord record = AuditRecord.begin(eventType, id, id, user);
        record.json().put("action", action);
        return record;
    }

    private static ObjectNode parameters(AuditRecord record) {
        return record.json().putObject("parameters");
    }

    private static AuditRecord success(AuditRecord record) {
        record.json().put("status", "success").put("outcome", "success").put("duration_ms", 0);
        return record;
    }

    private static AuditRecord ended(AuditRecord record, String status, String outcome, String error) {
        record.json()
                .put("status", status)
                .put("outcome", outcome)
                .put("error", AuditRecord.shortened(error))
                .put("duration_ms", 0);
        return record;
    }

    private static String name(SecurityEvent.Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
