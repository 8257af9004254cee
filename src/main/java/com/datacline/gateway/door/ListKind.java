package com.datacline.gateway.door;

import com.datacline.gateway.call.Action;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** A list that clients are told the changes of, with its names in both eras. */
enum ListKind {
    TOOLS("toolsListChanged", "notifications/tools/list_changed"),
    PROMPTS("promptsListChanged", "notifications/prompts/list_changed"),
    RESOURCES("resourcesListChanged", "notifications/resources/list_changed");

    private final String filter;
    private final String method;

    ListKind(String filter, String method) {
        this.filter = filter;
        this.method = method;
    }

    /** Returns the notification's method. */
    String method() {
        return method;
    }

    /** Returns the methods that a filter asks for. */
    static Set<String> wanted(JsonNode filter) {
        return Arrays.stream(values())
                .filter(kind -> filter.path(kind.filter).asBoolean(false))
                .map(ListKind::method)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Puts what was agreed on into a filter. */
    static void agreed(Collection<String> methods, ObjectNode filter) {
        for (ListKind kind : values()) {
            if (methods.contains(kind.method)) {
                filter.put(kind.filter, true);
            }
        }
    }

    static ListKind of(Action list) {
        return switch (list) {
            case LIST_TOOLS -> TOOLS;
            case LIST_PROMPTS -> PROMPTS;
            default -> RESOURCES;
        };
    }
}
