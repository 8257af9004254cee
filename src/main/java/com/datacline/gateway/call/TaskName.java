package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A task (extension {@code io.modelcontextprotocol/tasks}): where it runs, and what it is called there.
 *
 * @param server the server
 * @param id the server's own id of the task
 */
public record TaskName(String server, String id) {

    /** Tells whether a result says that its call has become a task. */
    public static boolean isTask(ObjectNode result) {
        return result.path("resultType").asText().equals("task");
    }

    /** Tells whether a notification says how a task is. */
    public static boolean isAboutTask(ObjectNode notification) {
        return notification.path("method").asText().equals("notifications/tasks");
    }
}
