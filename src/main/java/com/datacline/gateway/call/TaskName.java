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
        return colon <= 0 ? null : new TaskName(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Returns a result with the id of the task that it is about, if it is about one, as clients know it. */
    public static ObjectNode exposed(String server, Action action, ObjectNode result) {
        boolean isTask =
                action == Action.GET_TASK || result.path("resultType").asText().equals("task");
        JsonNode id = result.path("taskId");
        return isTask && id.isTextual()
                ? result.deepCopy().put("taskId", new TaskName(server, id.asText()).toString())
                : result;
    }

    @Override
    public String toString() {
        return server + ":" + id;
    }
}
