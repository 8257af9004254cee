package com.datacline.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool's annotations with their defaults (2025-11-25, schema, ToolAnnotations): who says nothing may do anything. */
final class Annotations {
    private Annotations() {}

    static boolean value(JsonNode annotations, String name) {
        return switch (name) {
            case "destructiveHint" ->
                !annotations.path("readOnlyHint").asBoolean(false)
                        && annotations.path(name).asBoolean(true);
            case "openWorldHint" -> annotations.path(name).asBoolean(true);
            default -> annotations.path(name).asBoolean(false);
        };
    }
}
