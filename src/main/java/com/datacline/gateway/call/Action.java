package com.datacline.gateway.call;

/** What a caller wants of a server: the name the audit trail knows and the MCP method that does it. */
public enum Action {
    INVOKE_TOOL("invoke_tool", "tools/call"),
    INVOKE_TOOL_BROADCAST("invoke_tool_broadcast", "tools/call"),
    LIST_TOOLS("list_tools", "tools/list"),
    LIST_RESOURCES("list_resources", "resources/list"),
    READ_RESOURCE("read_resource", "resources/read"),
    LIST_PROMPTS("list_prompts", "prompts/list"),
    GET_PROMPT("get_prompt", "prompts/get"),
    GET_SERVER_INFO("get_server_info", "server/discover"),
    SUBSCRIBE("subscribe_resource", "resources/subscribe"),
    UNSUBSCRIBE("unsubscribe_resource", "resources/unsubscribe"),
    /** To hear what changes at a server. */
    LISTEN("listen", "subscriptions/listen");

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

    /** Returns the key of a paginated answer's items, such as {@code tools}; empty for methods that answer one thing. */
    public String items() {
        return switch (this) {
            case LIST_TOOLS -> "tools";
            case LIST_RESOURCES -> "resources";
            case LIST_PROMPTS -> "prompts";
            default -> "";
        };
    }
}
