package com.datacline.gateway.broadcast;

import com.datacline.gateway.call.Payload;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A broadcast's outcome as text, for language models and people. */
final class BroadcastText {
    private static final String DOUBLE_RULE = "=".repeat(80) + "\n";
    private static final String RULE = "-".repeat(80) + "\n";

    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private BroadcastText() {}

    static String of(ObjectNode structured) {
        StringBuilder text = new StringBuilder(DOUBLE_RULE)
                .append("BROADCAST RESULTS: ")
                .append(structured.path("tool").asText())
                .append('\n')
                .append(DOUBLE_RULE);
        text.append("Total Servers: ").append(structured.path("total_servers").asInt());
        text.append("\nSuccessful: ").append(structured.path("successful").asInt());
        text.append("\nFailed: ").append(structured.path("failed").asInt());
        text.append("\nExecution Time: ")
                .append(structured.path("execution_time_ms").asLong())
                .append("ms\n");
        text.append("\nRESULTS BY SERVER:\n").append(RULE);
        structured.path("servers").properties().forEach(server -> {
            if (succeeded(server.getValue()) && server.getValue().get("result") instanceof ObjectNode result) {
                text.append("\n[").append(server.getKey()).append("]\n");
                text.append(pretty(Payload.of(result))).append('\n');
            }
        });
        if (structured.path("failed").asInt() > 0) {
            text.append("\nERRORS:\n").append(RULE);
            structured.path("servers").properties().forEach(server -> {
                if (!succeeded(server.getValue())) {
                    text.append("\n[").append(server.getKey()).append("] ERROR: ");
                    text.append(server.getValue().path("error").asText()).append('\n');
                }
            });
        }
        return text.append(DOUBLE_RULE.strip()).toString();
    }

    private static boolean succeeded(JsonNode entry) {
        return entry.path("status").asText().equals("success");
    }

    private static String pretty(JsonNode payload) {
        try {
            return payload.isTextual()
                    ? payload.asText()
                    : WireJson.MAPPER.writer(PRETTY).writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that cannot be written", e);
        }
    }
}
