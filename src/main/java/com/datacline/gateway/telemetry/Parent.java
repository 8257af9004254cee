package com.datacline.gateway.telemetry;

import com.datacline.gateway.call.TraceParent;
import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The span that a caller says it is in: by {@code _meta} (MCP 2026-07-28), or else by the HTTP headers. */
record Parent(@Nullable String traceparent, @Nullable String tracestate) {
    private static final TextMapGetter<Parent> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Parent parent) {
            return List.of(TraceParent.NAME, TraceParent.STATE);
        }

        @Override
        public @Nullable String get(@Nullable Parent parent, String key) {
            if (parent == null) {
                return null;
            }
            return key.equals(TraceParent.NAME) ? parent.traceparent() : parent.tracestate();
        }
    };

    /** Returns what {@code _meta} says if that is valid, and this otherwise. */
    Parent or(JsonNode meta) {
        String said = meta.path(TraceParent.NAME).asText();
        return TraceParent.traceId(said) == null
                ? this
                : new Parent(said, meta.path(TraceParent.STATE).asText(null));
    }

    Context context() {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), this, GETTER);
    }
}
