package com.datacline.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool's annotations with their defaults (2025-11-25, schema, ToolAnnotations): who says nothing may do anything. */
final class Annotations {
    private Annotations() {}

    static boolean value(JsonNode annotations, String name) {
        return switch (name) {
            case "destructiveHint" -> !said(annotations, "readOnlyHint", false) && said(annotations, name, true);
            case "openWorldHint" -> said(annotations, name, true);
            default -> said(annotations, name, false);
        };
    }

    /** What is no truth value says nothing. */
    private static boolean said(JsonNode annotations, String name, boolean otherwise) {
        JsonNode value = annotations.path(name);
        return value.isBoolean() ? value.booleanValue() : otherwise;
    }
}
