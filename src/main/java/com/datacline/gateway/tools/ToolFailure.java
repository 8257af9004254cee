package com.datacline.gateway.tools;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Ids;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the caller hears of a route that broke: that is a result of the tool with {@code isError}, as MCP has it. */
final class ToolFailure {
    private static final Logger LOG = LoggerFactory.getLogger(ToolFailure.class);

    private ToolFailure() {}

    static ObjectNode result(String tool, Throwable problem) {
        return ToolResult.text(message(tool, problem)).put("isError", true);
    }

    private static String message(String tool, Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof ToolFailed failed) {
                return String.valueOf(failed.getMessage());
            }
            if (cause instanceof CallFailed failed) {
                return failed.failure().message();
            }
        }
        String id = Ids.next();
        LOG.error("the route of the tool {} failed, id {}", tool, id, problem);
        return "the tool " + tool + " failed; the gateway's log tells more under id " + id;
    }
}
