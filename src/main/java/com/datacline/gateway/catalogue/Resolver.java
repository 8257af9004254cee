package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Resolution;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.Target;
import com.datacline.gateway.call.Terms;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Route step {@code resolve}: finds out which server, or servers, a request is about. */
public final class Resolver {
    private final Supplier<Snapshot> catalogue;

    public Resolver(Supplier<Snapshot> catalogue) {
        this.catalogue = catalogue;
    }

    /** Returns a call on one server or on many, or the reason why there is nothing to call. */
    public Resolution resolve(CallRequest request) {
        Snapshot snapshot = catalogue.get();
        return switch (request.target()) {
            case Target.Exposed() -> exposed(request, snapshot);
            case Target.OnServer(String server) -> onServer(request, snapshot, server, request.operation());
            case Target.Providers() -> {
                String tool = request.operation().subject();
                List<String> servers = snapshot.providers().getOrDefault(tool, List.of());
                yield servers.isEmpty()
                        ? new Failure(FailureCode.UNKNOWN_TOOL, "Tool '" + tool + "' not found on any backend server")
                        : broadcast(request, snapshot, request.operation(), servers, request.terms());
            }
            case Target.Across across -> across(request, snapshot, across);
        };
    }

    private static Resolution exposed(CallRequest request, Snapshot snapshot) {
        String name = request.operation().subject();
        ExposedTool tool = snapshot.tools().get(name);
        return switch (tool) {
            case ExposedTool.OfServer one -> single(request, snapshot, one.server(), renamed(request, one.tool()));
            case ExposedTool.OfMany many -> {
                BroadcastArguments given =
                        BroadcastArguments.read(request.operation().arguments());
                yield fanOut(request, snapshot, many.tool(), many.servers(), given);
            }
            case ExposedTool.OfTag tag -> {
                BroadcastArguments given =
                        BroadcastArguments.read(request.operation().arguments());
                yield given.toolName() == null
                        ? new Failure(FailureCode.INVALID_ARGUMENTS, "'tool_name' is required for tag-based broadcast")
                        : fanOut(request, snapshot, given.toolName(), tag.servers(), given);
            }
            case null -> unlisted(request, snapshot, name);
        };
    }

    /** A server that could not be asked for its tools may well have them: then it is the server that says no. */
    private static Resolution unlisted(CallRequest request, Snapshot snapshot, String name) {
        int separator = name.indexOf("__");
        if (separator > 0) {
            String tool = name.substring(separator + 2);
            for (McpServer server : snapshot.registry().servers().values()) {
                boolean meant = server.prefix().equals(name.substring(0, separator));
                if (meant && (!server.enabled() || !answers(server.name(), snapshot) && server.exposes(tool))) {
                    return onServer(request, snapshot, server.name(), renamed(request, tool));
                }
            }
        }
        return Unknown.tool(name, snapshot.tools().keySet());
    }

    private static Resolution onServer(CallRequest request, Snapshot snapshot, String server, Operation operation) {
        Failure absent = whyNot(snapshot, server, operation);
        return absent == null ? single(request, snapshot, server, operation) : absent;
    }

    private static SingleCall single(CallRequest request, Snapshot snapshot, String server, Operation operation) {
        Duration timeout = snapshot.registry()
                .server(server)
                .map(McpServer::timeout)
                .orElseThrow(() -> new CallFailed(Unknown.server(server, snapshot.registry())));
        return new SingleCall(
                Ids.next(), null, request.requestId(), request.era(), server, operation, Deadline.in(timeout));
    }

    private static Resolution across(CallRequest request, Snapshot snapshot, Target.Across across) {
        Operation operation = request.operation();
        Registry registry = snapshot.registry();
        List<String> servers = across.servers();
        if (servers.isEmpty() && !across.tags().isEmpty()) {
            servers = registry.enabled().stream()
                    .filter(server -> server.tags().stream().anyMatch(across.tags()::contains))
                    .map(McpServer::name)
                    .toList();
        } else if (servers.isEmpty()) {
            List<String> all = registry.enabled().stream().map(McpServer::name).toList();
            servers = snapshot.providers().getOrDefault(operation.subject(), all);
        }
        return servers.isEmpty()
                ? new Failure(FailureCode.NO_SERVERS, "No MCP servers available for broadcast")
                : broadcast(request, snapshot, operation, servers, request.terms());
    }

    private static Resolution fanOut(
            CallRequest request, Snapshot snapshot, String tool, List<String> servers, BroadcastArguments given) {
        Map<String, JsonNode> more = new HashMap<>();
        JsonNode meta = request.operation().params().get("_meta");
        if (meta != null) {
            more.put("_meta", meta);
        }
        Operation operation = Operation.invokeTool(tool, given.arguments(), more);
        List<String> chosen = given.servers();
        return broadcast(request, snapshot, operation, chosen == null ? servers : chosen, given.terms());
    }

    private static BroadcastCall broadcast(
            CallRequest request, Snapshot snapshot, Operation operation, List<String> names, Terms terms) {
        List<String> servers = new ArrayList<>();
        Map<String, Failure> absent = new LinkedHashMap<>();
        for (String name : names) {
            Failure why = whyNot(snapshot, name, operation);
            if (why == null) {
                servers.add(name);
            } else {
                absent.put(name, why);
            }
        }
        return new BroadcastCall(
                Ids.next(), request.requestId(), request.era(), operation, servers, absent, terms, System.nanoTime());
    }

    private static @Nullable Failure whyNot(Snapshot snapshot, String name, Operation operation) {
        McpServer server = snapshot.registry().servers().get(name);
        if (server == null) {
            return Unknown.server(name, snapshot.registry());
        }
        if (!server.enabled()) {
            return new Failure(FailureCode.SERVER_DISABLED, "MCP server '" + name + "' is disabled");
        }
        String tool = operation.subject();
        boolean tools = operation.action() == Action.INVOKE_TOOL;
        Offer offer = snapshot.offer(name);
        boolean missing = offer.problem() == null && !offer.tools().containsKey(tool);
        if (tools && (!server.exposes(tool) || missing)) {
            return Unknown.tool(tool, offer.tools().keySet());
        }
        return null;
    }

    private static boolean answers(String server, Snapshot snapshot) {
        return snapshot.offer(server).problem() == null;
    }

    private static Operation renamed(CallRequest request, String tool) {
        Operation given = request.operation();
        return new Operation(given.action(), tool, given.params().deepCopy().put("name", tool));
    }
}
