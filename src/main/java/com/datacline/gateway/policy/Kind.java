package com.datacline.gateway.policy;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Operation;
import java.util.List;
import java.util.Locale;

/** What rules and permissions are about. Whatever else can be asked of a server follows from one of these. */
enum Kind {
    INVOKE_TOOL,
    READ_RESOURCE,
    GET_PROMPT;

    /** Returns the name in a policy file, such as {@code invoke_tool}. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what a caller must have the right to for an operation: any one of them is enough. Who may read a resource may
     * subscribe to it and have it completed; who may call some tool of a server may see its tools and ask for tasks.
     */
    static List<Kind> of(Operation operation) {
        return switch (operation.action()) {
            case COMPLETE -> List.of(operation.params().at("/ref/uri").isTextual() ? READ_RESOURCE : GET_PROMPT);
            default -> of(operation.action());
        };
    }

    static List<Kind> of(Action action) {
        return switch (action) {
            case INVOKE_TOOL, INVOKE_TOOL_BROADCAST, LIST_TOOLS, GET_TASK, UPDATE_TASK, CANCEL_TASK, WATCH_TASK ->
                List.of(INVOKE_TOOL);
            case READ_RESOURCE, SUBSCRIBE, UNSUBSCRIBE, LIST_RESOURCES, LIST_RESOURCE_TEMPLATES ->
                List.of(READ_RESOURCE);
            case GET_PROMPT, LIST_PROMPTS -> List.of(GET_PROMPT);
            case COMPLETE -> List.of(READ_RESOURCE, GET_PROMPT);
            case GET_SERVER_INFO, LISTEN -> List.of(values());
        };
    }

    /** Tells whether an operation names what it is about by a name that a policy knows. */
    static boolean isAboutSubject(Action action) {
        return switch (action) {
            case INVOKE_TOOL, INVOKE_TOOL_BROADCAST, READ_RESOURCE, SUBSCRIBE, UNSUBSCRIBE, GET_PROMPT, COMPLETE ->
                true;
            case LIST_TOOLS,
                    LIST_RESOURCES,
                    LIST_RESOURCE_TEMPLATES,
                    LIST_PROMPTS,
                    GET_TASK,
                    UPDATE_TASK,
                    CANCEL_TASK,
                    WATCH_TASK,
                    GET_SERVER_INFO,
                    LISTEN -> false;
        };
    }
}
