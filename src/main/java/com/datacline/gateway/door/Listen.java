package com.datacline.gateway.door;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A modern client's wish to hear of changes (2026-07-28, patterns, subscriptions).
 *
 * @param lists the notifications about lists that it wants, by method
 * @param resources the URIs of resources whose changes it wants to hear of
 */
public record Listen(Set<String> lists, Set<String> resources) {
    private static final int MOST_RESOURCES = 100;

    public Listen {
        lists = Set.copyOf(lists);
        resources = new LinkedHashSet<>(resources);
    }

    /** Returns the wish, or the failure that says what is wrong with it. */
    static Object read(JsonNode params) {
        JsonNode wanted = params.path("notifications");
        if (!wanted.isObject()) {
            return bad("notifications must be an object that says what to listen to");
        }
        Set<String> resources = new LinkedHashSet<>();
        for (JsonNode uri : wanted.path("resourceSubscriptions")) {
            if (!uri.isTextual()) {
                return bad("resourceSubscriptions must be an array of URIs");
            }
            resources.add(uri.asText());
        }
        if (resources.size() > MOST_RESOURCES) {
            return bad("resourceSubscriptions may hold " + MOST_RESOURCES + " URIs and no more");
        }
        return new Listen(ListKind.wanted(wanted), resources);
    }

    private static Failure bad(String why) {
        return new Failure(FailureCode.INVALID_ARGUMENTS, why);
    }
}
