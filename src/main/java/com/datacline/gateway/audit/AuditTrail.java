package com.datacline.gateway.audit;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.AuditFilter;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Route steps {@code query}, {@code page} and {@code unavailable}: the audit trail as SQL has it, for administrators. */
public final class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final int MOST = 1000;
    private static final int USUAL = 100;
    private static final List<String> TEXTS = List.of(
            "event_type",
            "id",
            "request_id",
            "parent_id",
            "trace_id",
            "user",
            "action",
            "mcp_server",
            "tool_name",
            "status",
            "outcome",
            "policy_decision",
            "era",
            "error",
            "node");

    private static final List<String> TREES = List.of("mcp_servers", "parameters");

    private final Administrators administrators;

    public AuditTrail(Administrators administrators) {
        this.administrators = administrators;
    }

    /**
     * Returns the parameters of the query that a request asks for: those of {@link AuditFilter}, {@code since} and
     * {@code until} (ISO 8601), {@code limit} and {@code before} (the {@code next} of an earlier answer).
     *
     * @throws CallFailed with {@code denied} for a caller without the role, or {@code invalid_arguments}
     */
    public Map<String, @Nullable Object> query(@Headers Map<String, Object> asked, @Variable("caller") Caller caller) {
        administrators.require(caller);
        Map<String, @Nullable Object> query = new HashMap<>();
        AuditFilter filter = AuditFilter.of(asked);
        AuditFilter.NAMES.forEach(
                (name, member) -> query.put(name, filter.wanted().get(member)));
        query.put("since", time("since", asked));
        query.put("until", time("until", asked));
        String[] before = cursor(asked.get("before"));
        query.put("before_time", before == null ? null : instant("before", before[0]));
        query.put("before_id", before == null ? null : before[1]);
        // one more, to know whether there are more
        query.put("limit", limit(asked.get("limit")) + 1);
        return query;
    }

    /** Returns the rows as {@code {"records", "count", "next"?}}, the newest first. */
    public Answer page(
            @Body List<Map<String, @Nullable Object>> rows, @Variable("query") Map<String, @Nullable Object> query) {
        int limit = query.get("limit") instanceof Integer wanted ? wanted - 1 : USUAL;
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode records = page.putArray("records");
        rows.stream().limit(limit).forEach(row -> records.add(record(row)));
        page.put("count", records.size());
        if (rows.size() > limit && !records.isEmpty()) {
            JsonNode last = records.get(records.size() - 1);
            String place =
                    last.path("timestamp").asText() + "|" + last.path("id").asText();
            page.put(
                    "next",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8)));
        }
        return new Answer(page);
    }

    /** Says that SQL cannot be asked. */
    public void unavailable(@ExchangeException Exception cause) {
        if (cause instanceof CallFailed failed) {
            throw failed;
        }
        LOG.warn("the audit table cannot be read: {}", cause.getMessage());
        throw new CallFailed(
                FailureCode.AUDIT_UNAVAILABLE,
                "the audit table cannot be read now; the journal has every record, and /health says how the database is");
    }

    private static ObjectNode record(Map<String, @Nullable Object> row) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("timestamp", String.valueOf(moment(row.get("timestamp"))));
        for (String member : TEXTS) {
            Object value = row.get(member.equals("user") ? "user_name" : member);
            if (value != null) {
                record.put(member, text(value));
            }
        }
        for (String member : TREES) {
            Object value = row.get(member);
            if (value != null) {
                record.set(member, json(text(value)));
            }
        }
        if (row.get("response_status") instanceof Number status && status.intValue() != 0) {
            record.put("response_status", status.intValue());
        }
        if (row.get("execution_time") instanceof Number millis) {
            record.put("duration_ms", millis.longValue());
        }
        return record;
    }

    private static JsonNode json(String text) {
        try {
            return WireJson.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private static String text(Object value) {
        if (value instanceof java.sql.Clob clob) {
            try {
                return clob.getSubString(1, (int) clob.length());
            } catch (java.sql.SQLException e) {
                return "";
            }
        }
        return value.toString();
    }

    private static Instant moment(@Nullable Object value) {
        return switch (value) {
            case Timestamp timestamp -> timestamp.toInstant();
            case OffsetDateTime time -> time.toInstant();
            case null, default -> Instant.EPOCH;
        };
    }

    private static int limit(@Nullable Object asked) {
        if (asked == null || asked.toString().isBlank()) {
            return USUAL;
        }
        try {
            int limit = Integer.parseInt(asked.toString().strip());
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CallFailed(
                FailureCode.INVALID_ARGUMENTS, "limit must be a number from 1 to " + MOST + ", was " + asked);
    }

    private static @Nullable OffsetDateTime time(String name, Map<String, Object> asked) {
        Object text = asked.get(name);
        return text == null || text.toString().isBlank()
                ? null
                : instant(name, text.toString().strip());
    }

    private static OffsetDateTime instant(String name, String text) {
        try {
            return Instant.parse(text).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new CallFailed(
                    FailureCode.INVALID_ARGUMENTS, name + " must be a time such as 2026-11-24T16:30:00Z, was " + text);
        }
    }

    private static String @Nullable [] cursor(@Nullable Object before) {
        if (before == null || before.toString().isBlank()) {
            return null;
        }
        try {
            String place =
                    new String(Base64.getUrlDecoder().decode(before.toString().strip()), StandardCharsets.UTF_8);
            String[] parts = place.split("\\|", 2);
            if (parts.length == 2) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CallFailed(FailureCode.INVALID_ARGUMENTS, "before is not the next of an earlier answer");
    }
}
