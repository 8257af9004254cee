package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a shaping route may read of the journey it is part of. */
final class Journey {
    private static final List<String> PASSED_ON =
            List.of("caller", "stream", "cancellation", "request", Trace.VARIABLE);

    private Journey() {}

    /** Returns the variables of a shaping route: what a call of a tool needs, and where it is. */
    static Map<String, Object> variables(Exchange exchange, String server, @Nullable String tool) {
        Map<String, Object> variables = new HashMap<>();
        for (String name : PASSED_ON) {
            Object value = exchange.getVariable(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.put("server", server);
        variables.put("tool", tool == null ? "" : tool);
        return variables;
    }

    /** Returns the tool that a call is about: empty if it is about something else, null if nobody can tell. */
    static @Nullable String tool(SingleCall call) {
        return switch (call.operation().action()) {
            case INVOKE_TOOL -> call.operation().subject();
            case GET_TASK -> null;
            default -> "";
        };
    }

    /** Tells whether the answer to a call has anything in it that a tool, resource or prompt says. */
    static boolean hasResult(SingleCall call) {
        Action action = call.operation().action();
        return action == Action.INVOKE_TOOL
                || action == Action.READ_RESOURCE
                || action == Action.GET_PROMPT
                || action == Action.GET_TASK;
    }
}
