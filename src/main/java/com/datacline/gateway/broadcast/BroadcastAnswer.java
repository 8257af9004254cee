package com.datacline.gateway.broadcast;

import com.datacline.gateway.broadcast.Gathering.Entry;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Payload;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route step {@code compose}: makes one answer of all replies, for programs and for people. */
public final class BroadcastAnswer {

    /** Returns a tool result; it is an error only if no server succeeded. */
    public Answer compose(@Variable("gathering") Gathering gathering) {
        BroadcastCall call = gathering.call();
        ObjectNode servers = JsonNodeFactory.instance.objectNode();
        for (String server : call.servers()) {
            Entry entry = gathering.entry(server);
            servers.set(server, entry == null ? late(call, server) : describe(entry.reply(), entry.millis()));
        }
        call.absent().forEach((server, why) -> servers.set(server, describe(why, 0)));
        int successful = (int) servers.valueStream()
                .filter(entry -> entry.path("status").asText().equals("success"))
                .count();
        ObjectNode structured = JsonNodeFactory.instance
                .objectNode()
                .put("tool", call.operation().subject())
                .put("total_servers", call.total())
                .put("successful", successful)
                .put("failed", call.total() - successful)
                .put("execution_time_ms", call.elapsedMillis());
        structured.set("servers", servers);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", BroadcastText.of(structured));
        result.set("structuredContent", structured);
        result.put("isError", successful == 0);
        return new Answer(result);
    }

    /** Returns what is to be said of each leg that brought no result: what was called, and what became of it. */
    public List<ObjectNode> failures(
            @Variable("gathering") Gathering gathering, @Variable("caller") @Nullable Caller caller) {
        BroadcastCall call = gathering.call();
        List<ObjectNode> failures = new ArrayList<>();
        for (String server : call.servers()) {
            Entry entry = gathering.entry(server);
            if (entry == null || !entry.success()) {
                ObjectNode failure = JsonNodeFactory.instance
                        .objectNode()
                        .put("broadcast_id", call.id())
                        .put("request_id", call.requestId())
                        .put("user", caller == null ? "unknown" : caller.name())
                        .put("server", server)
                        .put("tool", call.operationAt(server).subject());
                failure.set("arguments", call.operation().arguments());
                failures.add(
                        failure.setAll(entry == null ? late(call, server) : describe(entry.reply(), entry.millis())));
            }
        }
        return failures;
    }

    private static ObjectNode late(BroadcastCall call, String server) {
        return describe(
                new Failure(FailureCode.UPSTREAM_TIMEOUT, "server " + server + " did not answer in time"),
                call.elapsedMillis());
    }

    private static ObjectNode describe(Reply reply, long millis) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        switch (reply) {
            case Answer answer -> {
                entry.put("status", answer.isError() ? "error" : "success").put("duration_ms", millis);
                entry.set("result", answer.result());
                if (answer.isError()) {
                    entry.put("error", Payload.text(answer.result()));
                }
            }
            case Failure failure -> {
                entry.put("status", status(failure.code()))
                        .put("duration_ms", millis)
                        .put("code", failure.code().wireName())
                        .put("error", failure.message());
                if (failure.retryAfter() != null) {
                    entry.put("retry_after", failure.retrySeconds());
                }
            }
            default -> entry.put("status", "error").put("duration_ms", millis);
        }
        return entry;
    }

    private static String status(FailureCode code) {
        return switch (code) {
            case UPSTREAM_TIMEOUT -> "timeout";
            case RATE_LIMITED -> "denied";
            case DENIED, CANCELLED -> code.name().toLowerCase(Locale.ROOT);
            default -> "error";
        };
    }
}
