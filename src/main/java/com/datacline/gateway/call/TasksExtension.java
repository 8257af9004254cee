package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The extension {@code io.modelcontextprotocol/tasks} (SEP-2663), by which the work of a call goes on after the call was
 * answered. It belongs to the modern era: there is no way to follow a task in the legacy one.
 */
public final class TasksExtension {
    public static final String NAME = "io.modelcontextprotocol/tasks";

    private TasksExtension() {}

    /** Tells whether capabilities, in MCP's own shape, declare it. */
    public static boolean isIn(JsonNode capabilities) {
        return capabilities.path("extensions").path(NAME).isObject();
    }

    /**
     * Returns capabilities without it, and without {@code tasks}, the experiment of 2025-11-25 that came before it: what the
     * legacy era may hear of either side.
     */
    public static ObjectNode without(ObjectNode capabilities) {
        if (!capabilities.has("tasks") && !capabilities.path("extensions").has(NAME)) {
            return capabilities;
        }
        ObjectNode rest = capabilities.deepCopy();
        rest.remove("tasks");
        if (rest.get("extensions") instanceof ObjectNode extensions) {
            extensions.remove(NAME);
            if (extensions.isEmpty()) {
                rest.remove("extensions");
            }
        }
        return rest;
    }

    /** Returns what a client hears that asks about tasks without having declared that it knows them. */
    public static Failure missing() {
        String why = "the client did not declare the extension " + NAME;
        ObjectNode error = JsonNodeFactory.instance
                .objectNode()
                .put("code", FailureCode.MISSING_CAPABILITY.rpcCode())
                .put("message", why);
        ObjectNode required = error.putObject("data").putObject("requiredCapabilities");
        required.putObject("extensions").putObject(NAME);
        return new Failure(FailureCode.MISSING_CAPABILITY, why, error);
    }
}
