package com.datacline.gateway.call;

import java.util.List;

/** What a caller wants of a server: the name the audit trail knows and the MCP method that does it. */
public enum Action {
    INVOKE_TOOL("invoke_tool", "tools/call"),
    INVOKE_TOOL_BROADCAST("invoke_tool_broadcast", "tools/call"),
    LIST_TOOLS("list_tools", "tools/list"),
    LIST_RESOURCES("list_resources", "resources/list"),
    LIST_RESOURCE_TEMPLATES("list_resource_templates", "resources/templates/list"),
    READ_RESOURCE("read_resource", "resources/read"),
    SUBSCRIBE("subscribe", "resources/subscribe"),
    UNSUBSCRIBE("unsubscribe", "resources/unsubscribe"),
    LIST_PROMPTS("list_prompts", "prompts/list"),
    GET_PROMPT("get_prompt", "prompts/get"),
    COMPLETE("complete", "completion/complete"),
    GET_TASK("get_task", "tasks/get"),
    UPDATE_TASK("update_task", "tasks/update"),
    CANCEL_TASK("cancel_task", "tasks/cancel"),
    /** To hear how a task gets on. */
    WATCH_TASK("watch_task", "subscriptions/listen"),
    GET_SERVER_INFO("get_server_info", "server/discover"),
    /** To hear what changes at a server. */
    LISTEN("listen", "subscriptions/listen");

    /** The actions that list what servers offer. */
    public static final List<Action> LISTS = List.of(LIST_TOOLS, LIST_RESOURCES, LIST_RESOURCE_TEMPLATES, LIST_PROMPTS);

    private final String auditName;
    private final String method;

    Action(String auditName, String method) {
        this.auditName = auditName;
        this.method = method;
    }

    /** Returns the name in audit records and policies, such as {@code invoke_tool}. */
    public String auditName() {
        return auditName;
    }

    /** Returns the MCP method, such as {@code tools/call}. */
    public String method() {
        return method;
    }

    /** Tells whether its subject is a task. */
    public boolean isAboutTask() {
        return this == GET_TASK || this == UPDATE_TASK || this == CANCEL_TASK || this == WATCH_TASK;
    }

    /** Returns the key of a paginated answer's items, such as {@code tools}; empty for methods that answer one thing. */
    public String items() {
        return switch (this) {
            case LIST_TOOLS -> "tools";
            case LIST_RESOURCES -> "resources";
            case LIST_RESOURCE_TEMPLATES -> "resourceTemplates";
            case LIST_PROMPTS -> "prompts";
            default -> "";
        };
    }

    /** Returns the member by which an item of a list is told from others. */
    public String itemKey() {
        return switch (this) {
            case LIST_RESOURCES -> "uri";
            case LIST_RESOURCE_TEMPLATES -> "uriTemplate";
            default -> "name";
        };
    }
}
