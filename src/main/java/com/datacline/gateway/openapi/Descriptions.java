package com.datacline.gateway.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.Operation;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a tool says of itself. */
final class Descriptions {
    /** Documents hold whole chapters; an agent reads all of them at once. */
    private static final int LONGEST = 2_000;

    private Descriptions() {}

    static ObjectNode describe(String tool, String method, String path, Operation operation) {
        ObjectNode definition = JsonNodeFactory.instance.objectNode().put("name", tool);
        String summary = text(operation.getSummary());
        if (!summary.isEmpty()) {
            definition.put("title", summary);
        }
        String deprecated = Boolean.TRUE.equals(operation.getDeprecated()) ? "Deprecated." : "";
        String description = Stream.of(deprecated, summary, text(operation.getDescription()))
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining("\n\n"));
        return definition.put("description", description.isEmpty() ? method + " " + path : cut(description));
    }

    /** What the methods mean (RFC 9110, section 9.2); of a POST nothing is known but that it may change something. */
    static ObjectNode annotations(String method) {
        ObjectNode annotations = JsonNodeFactory.instance.objectNode();
        switch (method) {
            case "GET", "HEAD", "OPTIONS" -> annotations.put("readOnlyHint", true);
            case "DELETE" ->
                annotations
                        .put("readOnlyHint", false)
                        .put("destructiveHint", true)
                        .put("idempotentHint", true);
            case "PUT" -> annotations.put("readOnlyHint", false).put("idempotentHint", true);
            default -> annotations.put("readOnlyHint", false);
        }
        return annotations.put("openWorldHint", true);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
