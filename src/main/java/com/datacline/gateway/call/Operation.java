package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * One MCP operation in a server's own terms.
 *
 * @param action what is done
 * @param subject the tool, resource URI or prompt it is done to, in the server's own spelling; empty for lists
 * @param params the JSON-RPC {@code params}, to be treated as immutable
 */
public record Operation(Action action, String subject, ObjectNode params) {
    private static final List<String> SAID_BESIDE = List.of("_meta", "inputResponses", "requestState");

    /** Returns the call of a tool, with any further members (such as {@code _meta}) passed along. */
    public static Operation invokeTool(String tool, JsonNode arguments, Map<String, JsonNode> more) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.put("name", tool);
        params.set("arguments", arguments);
        params.setAll(more);
        return new Operation(Action.INVOKE_TOOL, tool, params);
    }

    /** Returns a list operation. */
    public static Operation list(Action action) {
        return new Operation(action, "", JsonNodeFactory.instance.objectNode());
    }

    /** Returns the same with its subject in another spelling, which the params repeat under the key. */
    public Operation renamed(String key, String name) {
        return new Operation(action, name, params.deepCopy().put(key, name));
    }

    /** Returns the reading of a resource. */
    public static Operation readResource(String uri) {
        return new Operation(
                Action.READ_RESOURCE, uri, JsonNodeFactory.instance.objectNode().put("uri", uri));
    }

    /** Returns the wish to hear of a resource's changes. */
    public static Operation subscribe(String uri) {
        return new Operation(
                Action.SUBSCRIBE, uri, JsonNodeFactory.instance.objectNode().put("uri", uri));
    }

    /** Returns the wish to hear how a task gets on. */
    public static Operation watchTask(String id) {
        return new Operation(
                Action.WATCH_TASK, id, JsonNodeFactory.instance.objectNode().put("taskId", id));
    }

    /** Returns the fetching of a prompt. */
    public static Operation getPrompt(String name, JsonNode arguments) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", name);
        params.set("arguments", arguments);
        return new Operation(Action.GET_PROMPT, name, params);
    }

    /**
     * Returns the arguments of a tool or prompt, or the {@code params} where there are none, without what a client says
     * beside them.
     */
    public JsonNode arguments() {
        JsonNode arguments = params.get("arguments");
        return arguments == null ? wanted() : arguments;
    }

    /** Tells whether another one is this one made again, with an answer to what the server asked (2026-07-28, MRTR). */
    public boolean isAgain(Operation other) {
        return action == other.action && subject.equals(other.subject) && wanted().equals(other.wanted());
    }

    private ObjectNode wanted() {
        return SAID_BESIDE.stream().anyMatch(params::has) ? params.deepCopy().remove(SAID_BESIDE) : params;
    }
}
