package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The id of a task (extension {@code io.modelcontextprotocol/tasks}) as clients know it: {@code server:id}, so that it says
 * where the task runs. It is a name and no right: each request about it is decided anew.
 *
 * @param server the server
 * @param id the server's own id of the task
 */
public record TaskName(String server, String id) {

    /** Returns the name in a text, or null if it is none. */
    public static @Nullable TaskName read(String text) {
        int colon = text.indexOf(':');
        return colon <= 0 || colon == text.length() - 1
                ? null
                : new TaskName(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Tells whether a result says that its call has become a task. */
    public static boolean isTask(ObjectNode result) {
        return result.path("resultType").asText().equals("task");
    }

    /** Returns a task with its id as clients know it. */
    public static ObjectNode exposed(String server, ObjectNode task) {
        JsonNode id = task.path("taskId");
        return id.isTextual() ? task.deepCopy().put("taskId", new TaskName(server, id.asText()).toString()) : task;
    }

    /** Returns a notification with the id of the task that it is about, if it is about one, as clients know it. */
    public static ObjectNode told(String server, ObjectNode notification) {
        if (!isAboutTask(notification) || !(notification.get("params") instanceof ObjectNode task)) {
            return notification;
        }
        ObjectNode told = notification.deepCopy();
        told.set("params", exposed(server, task));
        return told;
    }

    /** Tells whether a notification says how a task is. */
    public static boolean isAboutTask(ObjectNode notification) {
        return notification.path("method").asText().equals("notifications/tasks");
    }

    @Override
    public String toString() {
        return server + ":" + id;
    }
}
