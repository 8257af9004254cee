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
import org.jspecify.annotations.Nullable;

/** A request that is about one server, as the call to make or the reason why there is nothing to call. */
final class SingleCalls {
    private SingleCalls() {}

    static Resolution onServer(CallRequest request, View view, String server, Operation operation) {
        Failure absent = whyNot(view, server, operation);
        return absent == null ? single(request, view, server, inOwnWords(view, server, operation)) : absent;
    }

    static SingleCall single(CallRequest request, View view, String server, Operation operation) {
        Duration timeout = view.all()
                .registry()
                .server(server)
                .map(McpServer::timeout)
                .orElseThrow(() -> new CallFailed(Unknown.server(server, view)));
        return new SingleCall(
                Ids.next(), null, request.requestId(), request.era(), server, operation, Deadline.in(timeout));
    }

    private static Operation inOwnWords(View view, String server, Operation operation) {
        String own = operation.action() == Action.INVOKE_TOOL
                ? view.all().offer(server).shapes().ownName(operation.subject())
                : null;
        return own == null || own.equals(operation.subject()) ? operation : operation.renamed("name", own);
    }

    static @Nullable Failure whyNot(View view, String name, Operation operation) {
        McpServer server = view.all().registry().servers().get(name);
        if (server == null) {
            return Unknown.server(name, view);
        }
        if (!server.enabled()) {
            return view.sight().sees(name) ? out(name, view) : Unknown.server(name, view);
        }
        return switch (operation.action()) {
            case INVOKE_TOOL -> noTool(view, server, operation.subject());
            case GET_PROMPT -> noPrompt(view, name, operation.subject());
            default -> null;
        };
    }

    private static Failure out(String server, View view) {
        String why = view.all().registry().stopped().contains(server) ? "was stopped by an operator" : "is disabled";
        return new Failure(FailureCode.SERVER_DISABLED, "MCP server '" + server + "' " + why);
    }

    private static @Nullable Failure noTool(View view, McpServer server, String name) {
        Offer offer = view.all().offer(server.name());
        String tool = offer.shapes().ownName(name);
        if (tool == null) {
            return Unknown.toolAt(server, name, view);
        }
        String quarantined = offer.quarantined().get(tool);
        if (quarantined != null && server.exposes(tool) && view.showsTool(server.name(), tool)) {
            return new Failure(
                    FailureCode.TOOL_QUARANTINED,
                    "the tool " + tool + " of server " + server.name() + " is quarantined: " + quarantined
                            + ". An administrator approves it with: datacline tools approve " + server.name() + " "
                            + tool);
        }
        boolean missing = offer.knows(Action.LIST_TOOLS) && !offer.tools().containsKey(tool);
        return !server.exposes(tool) || missing ? Unknown.toolAt(server, name, view) : null;
    }

    private static @Nullable Failure noPrompt(View view, String server, String prompt) {
        Offer offer = view.all().offer(server);
        boolean missing = offer.knows(Action.LIST_PROMPTS)
                && !offer.list(Action.LIST_PROMPTS).items().containsKey(prompt);
        return missing ? Unknown.promptAt(server, prompt, view) : null;
    }
}
