package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Resolution;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.registry.McpServer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that is about one server, as the call to make or the reason why there is nothing to call. */
final class SingleCalls {
    private SingleCalls() {}

    static Resolution onServer(CallRequest request, Snapshot snapshot, String server, Operation operation) {
        Failure absent = whyNot(snapshot, server, operation);
        return absent == null ? single(request, snapshot, server, operation) : absent;
    }

    static SingleCall single(CallRequest request, Snapshot snapshot, String server, Operation operation) {
        Duration timeout = snapshot.registry()
                .server(server)
                .map(McpServer::timeout)
                .orElseThrow(() -> new CallFailed(Unknown.server(server, snapshot.registry())));
        return new SingleCall(
                Ids.next(), null, request.requestId(), request.era(), server, operation, Deadline.in(timeout));
    }

    static @Nullable Failure whyNot(Snapshot snapshot, String name, Operation operation) {
        McpServer server = snapshot.registry().servers().get(name);
        if (server == null) {
            return Unknown.server(name, snapshot.registry());
        }
        if (!server.enabled()) {
            return new Failure(FailureCode.SERVER_DISABLED, "MCP server '" + name + "' is disabled");
        }
        return switch (operation.action()) {
            case INVOKE_TOOL -> noTool(snapshot, server, operation.subject());
            case GET_PROMPT -> noPrompt(snapshot.offer(name), operation.subject());
            default -> null;
        };
    }

    private static @Nullable Failure noTool(Snapshot snapshot, McpServer server, String tool) {
        Offer offer = snapshot.offer(server.name());
        String quarantined = offer.quarantined().get(tool);
        if (quarantined != null && server.exposes(tool)) {
            return new Failure(
                    FailureCode.TOOL_QUARANTINED,
                    "the tool " + tool + " of server " + server.name() + " is quarantined: " + quarantined
                            + ". An administrator approves it with: datacline tools approve " + server.name() + " "
                            + tool);
        }
        boolean missing = offer.knows(Action.LIST_TOOLS) && !offer.tools().containsKey(tool);
        return !server.exposes(tool) || missing
                ? Unknown.tool(tool, offer.tools().keySet())
                : null;
    }

    private static @Nullable Failure noPrompt(Offer offer, String prompt) {
        Set<String> prompts = offer.list(Action.LIST_PROMPTS).items().keySet();
        return offer.knows(Action.LIST_PROMPTS) && !prompts.contains(prompt) ? Unknown.prompt(prompt, prompts) : null;
    }
}
