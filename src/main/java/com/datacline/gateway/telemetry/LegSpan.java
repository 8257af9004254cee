package com.datacline.gateway.telemetry;

import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.Trace;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The span of one call on its way to one server: all of its route, with the decision, and what the server took.
 *
 * @param outer what it is part of, and what the exchange goes on with after it
 */
record LegSpan(Span span, Trace outer) implements Trace {

    /** @param body what the server's route begins with */
    static LegSpan begin(Tracer tracer, Context parent, Trace outer, String server, @Nullable Object body) {
        Wanted wanted =
                switch (body) {
                    case SingleCall single -> Wanted.of(single.requestId(), single.era(), single.operation());
                    case BroadcastCall many -> Wanted.of(many.requestId(), many.era(), many.operationAt(server));
                    case null, default -> null;
                };
        Span span = tracer.spanBuilder(wanted == null ? "call" : wanted.name())
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(Keys.SERVER, server)
                .startSpan();
        if (wanted != null) {
            wanted.describe(span);
        }
        return new LegSpan(span, outer);
    }

    void end(@Nullable McpServer server, @Nullable JsonNode record) {
        if (server != null && span.isRecording()) {
            place(server.address());
        }
        Outcome.tell(span, record);
        span.end();
    }

    private void place(Address address) {
        switch (address) {
            case Address.Http http -> place(http.url());
            case Address.OpenApi api -> {
                URI url = api.url();
                if (url != null) {
                    place(url);
                }
            }
            case Address.Stdio program -> span.setAttribute(Keys.TRANSPORT, "pipe");
            case Address.Routes routes -> {}
        }
    }

    private void place(URI url) {
        span.setAttribute(Keys.TRANSPORT, "tcp");
        span.setAttribute(Keys.ADDRESS, url.getHost());
        int port = url.getPort();
        span.setAttribute(Keys.PORT, port > 0 ? port : "https".equals(url.getScheme()) ? 443L : 80L);
    }

    Context context() {
        return Context.root().with(span);
    }

    @Override
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public Map<String, String> fields() {
        return Fields.of(span);
    }
}
