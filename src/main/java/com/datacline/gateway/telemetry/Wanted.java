package com.datacline.gateway.telemetry;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a span is about. Arguments are no part of it, and neither are the URIs of resources, which may hold some.
 *
 * @param requestId the gateway's own id of the request
 * @param era how the caller speaks
 * @param action what is done
 * @param subject the tool or prompt it is done to, or empty
 * @param meta the caller's {@code _meta}, or a missing node
 */
record Wanted(String requestId, Era era, Action action, String subject, JsonNode meta) {
    private static final int LONGEST_NAME = 128;

    /** Returns what a variable {@code request} wants, or null if that is no request to a server. */
    static @Nullable Wanted of(@Nullable Object request) {
        return switch (request) {
            case CallRequest call -> of(call.requestId(), call.era(), call.operation());
            case ListRequest list ->
                new Wanted(list.requestId(), list.era(), list.action(), "", MissingNode.getInstance());
            case null, default -> null;
        };
    }

    static Wanted of(String requestId, Era era, Operation operation) {
        boolean named = operation.action() == Action.INVOKE_TOOL || operation.action() == Action.GET_PROMPT;
        String subject = named ? operation.subject() : "";
        if (subject.length() > LONGEST_NAME) {
            subject = subject.substring(0, LONGEST_NAME);
        }
        return new Wanted(
                requestId, era, operation.action(), subject, operation.params().path("_meta"));
    }

    /** Returns the span's name: the method and, for tools and prompts, which one. */
    String name() {
        return subject.isEmpty() ? action.method() : action.method() + " " + subject;
    }

    void describe(Span span) {
        span.setAttribute(Keys.METHOD, action.method());
        span.setAttribute(Keys.REQUEST, requestId);
        span.setAttribute(Keys.ERA, era.auditName());
        if (action == Action.INVOKE_TOOL) {
            span.setAttribute(Keys.OPERATION, "execute_tool");
            span.setAttribute(Keys.TOOL, subject);
        } else if (action == Action.GET_PROMPT) {
            span.setAttribute(Keys.PROMPT, subject);
        }
    }
}
