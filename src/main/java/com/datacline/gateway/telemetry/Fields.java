package com.datacline.gateway.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a span is named to whoever goes on with its trace. */
final class Fields {
    private Fields() {}

    /** Returns {@code traceparent}, and {@code tracestate} if there is one. */
    static Map<String, String> of(Span span) {
        Map<String, String> fields = new LinkedHashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), fields, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return fields;
    }
}
