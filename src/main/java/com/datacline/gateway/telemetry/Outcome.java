package com.datacline.gateway.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** What became of a call, by its audit record: the outcome alone, because what servers say in errors may be secret. */
final class Outcome {
    private Outcome() {}

    static void tell(Span span, @Nullable JsonNode record) {
        if (record == null) {
            return;
        }
        String outcome = record.path("outcome").asText();
        span.setAttribute(Keys.OUTCOME, outcome);
        if (record.has("attempts")) {
            span.setAttribute(Keys.ATTEMPTS, record.path("attempts").asLong());
        }
        if (!record.path("status").asText().equals("success")) {
            span.setAttribute(Keys.ERROR, outcome);
            span.setStatus(StatusCode.ERROR);
        }
    }
}
