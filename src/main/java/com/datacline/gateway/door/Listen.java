package com.datacline.gateway.door;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.TasksExtension;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A modern client's wish to hear of changes (2026-07-28, patterns, subscriptions).
 *
 * @param lists the notifications about lists that it wants, by method
 * @param resources the URIs of resources whose changes it wants to hear of
 * @param tasks the ids of tasks of which it wants to hear how they get on, as clients know them
 */
public record Listen(Set<String> lists, Set<String> resources, Set<String> tasks) {
    private static final int MOST = 100;

    public Listen {
        lists = Set.copyOf(lists);
        resources = new LinkedHashSet<>(resources);
        tasks = new LinkedHashSet<>(tasks);
    }

    /** Returns the wish, or the failure that says what is wrong with it. */
    static Object read(JsonNode params) {
        JsonNode wanted = params.path("notifications");
        if (!wanted.isObject()) {
            return bad("notifications must be an object that says what to listen to");
        }
        Set<String> resources = texts(wanted.path("resourceSubscriptions"));
        if (resources == null) {
            return bad("resourceSubscriptions must be an array of " + MOST + " URIs at most");
        }
        Set<String> tasks = texts(wanted.path("taskIds"));
        if (tasks == null) {
            return bad("taskIds must be an array of " + MOST + " ids at most");
        }
        boolean able = TasksExtension.isIn(params.path("_meta").path(Protocol.META_CAPABILITIES));
        return tasks.isEmpty() || able
                ? new Listen(ListKind.wanted(wanted), resources, tasks)
                : TasksExtension.missing();
    }

    private static @Nullable Set<String> texts(JsonNode given) {
        if (!given.isMissingNode() && !given.isArray()) {
            return null;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode text : given) {
            if (!text.isTextual() || texts.size() >= MOST) {
                return null;
            }
            texts.add(text.asText());
        }
        return texts;
    }

    private static Failure bad(String why) {
        return new Failure(FailureCode.INVALID_ARGUMENTS, why);
    }
}
