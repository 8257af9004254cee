package com.datacline.gateway.audit;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Payload;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.security.RefusedLogin;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One line of the journal.
 *
 * @param json its members, in the order they are written
 */
record AuditRecord(ObjectNode json) {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_TEXT = 1000;

    static AuditRecord begin(String eventType, String id, String requestId, String user) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("timestamp", MICROS.format(Instant.now()))
                .put("level", "INFO")
                .put("logger", "audit")
                .put("message", "")
                .put("event_type", eventType)
                .put("id", id)
                .put("request_id", requestId)
                .put("user", user);
        return new AuditRecord(json);
    }

    static AuditRecord refused(String id, RefusedLogin login) {
        AuditRecord record = begin("authentication", id, id, login.user());
        record.json()
                .put("action", "authenticate")
                .putObject("parameters")
                .put("method", login.method())
                .put("path", shortened(login.path()))
                .put("address", login.address());
        record.json()
                .put("status", "denied")
                .put("outcome", login.outcome())
                .put("response_status", login.status())
                .put("error", shortened(login.reason()))
                .put("duration_ms", 0);
        return record;
    }

    AuditRecord what(Action action, Operation operation, Redaction redaction) {
        json.put("action", action.auditName());
        switch (operation.action()) {
            case INVOKE_TOOL, INVOKE_TOOL_BROADCAST -> json.put("tool_name", shortened(operation.subject()));
            case READ_RESOURCE, SUBSCRIBE, UNSUBSCRIBE -> json.put("resource_uri", shortened(operation.subject()));
            case GET_TASK, UPDATE_TASK, CANCEL_TASK, WATCH_TASK -> json.put("task_id", shortened(operation.subject()));
            case GET_PROMPT -> json.put("prompt_name", shortened(operation.subject()));
            case COMPLETE ->
                json.put(
                        operation.params().at("/ref/uri").isTextual() ? "resource_uri" : "prompt_name",
                        shortened(operation.subject()));
            case LIST_TOOLS, LIST_RESOURCES, LIST_RESOURCE_TEMPLATES, LIST_PROMPTS, GET_SERVER_INFO, LISTEN -> {}
        }
        json.set("parameters", redaction.apply(operation.arguments()));
        return this;
    }

    AuditRecord outcome(Reply reply, long millis) {
        switch (reply) {
            case Answer answer
            when answer.isError() ->
                json.put("status", "error")
                        .put("outcome", "tool_error")
                        .put("response_status", 200)
                        .put("error", shortened(Payload.text(answer.result())));
            case Failure failure ->
                json.put("status", refused(failure.code()) ? "denied" : "error")
                        .put("outcome", failure.code().wireName())
                        .put("response_status", failure.code().status())
                        .put("error", shortened(failure.message()));
            case Answer answer
            when answer.result().path("resultType").asText().equals("input_required") ->
                json.put("status", "success").put("outcome", "input_required").put("response_status", 200);
            default -> json.put("status", "success").put("outcome", "success").put("response_status", 200);
        }
        json.put("duration_ms", millis);
        return this;
    }

    private static boolean refused(FailureCode code) {
        return code == FailureCode.DENIED || code == FailureCode.RATE_LIMITED;
    }

    byte[] bytes() {
        return WireJson.bytes(json);
    }

    /** Has its place in the journal's chain from now on. */
    void linked(Link link) {
        json.put("seq", link.seq()).put("prev", link.prev()).put("hash", link.hash());
    }

    static String shortened(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        boolean insidePair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
        return text.substring(0, insidePair ? LONGEST_TEXT - 1 : LONGEST_TEXT) + "...";
    }
}
