package com.datacline.gateway.telemetry;

import com.datacline.gateway.call.Trace;
import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The span of one request of a caller, from the door to the answer. It is made when it is known what is wanted, and
 * begins when the request arrived; a request that wants nothing of a server has none.
 */
final class JourneySpan implements Trace {
    private final Tracer tracer;
    private final Parent header;
    private final @Nullable String session;
    private final @Nullable String protocol;
    private final Instant arrived = Instant.now();
    private @Nullable Span span;

    JourneySpan(Tracer tracer, Parent header, @Nullable String session, @Nullable String protocol) {
        this.tracer = tracer;
        this.header = header;
        this.session = session;
        this.protocol = protocol;
    }

    /** Begins it, if it has not begun: the subscriptions of one listening client share its span. */
    synchronized void begin(Wanted wanted) {
        if (span != null) {
            return;
        }
        Span begun = tracer.spanBuilder(wanted.name())
                .setParent(header.or(wanted.meta()).context())
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(arrived)
                .setAttribute(Keys.METHOD, wanted.action().method())
                .startSpan();
        wanted.describe(begun);
        begun.setAttribute(Keys.TRANSPORT, "tcp");
        if (session != null) {
            begun.setAttribute(Keys.SESSION, session);
        }
        if (protocol != null) {
            begun.setAttribute(Keys.PROTOCOL, protocol);
        }
        span = begun;
    }

    synchronized void end(@Nullable JsonNode record) {
        if (span != null) {
            Outcome.tell(span, record);
            span.end();
        }
    }

    /** Returns what the spans of its legs are part of, or null if it has not begun. */
    synchronized @Nullable Context context() {
        return span == null ? null : Context.root().with(span);
    }

    @Override
    public synchronized @Nullable String traceId() {
        return span == null ? null : span.getSpanContext().getTraceId();
    }

    @Override
    public synchronized Map<String, String> fields() {
        return span == null ? Map.of() : Fields.of(span);
    }
}
