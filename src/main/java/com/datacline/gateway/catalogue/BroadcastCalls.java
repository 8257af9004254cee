package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Resolution;
import com.datacline.gateway.call.Target;
import com.datacline.gateway.call.Terms;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that is about many servers, as the call to make or the reason why there is nothing to call. */
final class BroadcastCalls {
    private BroadcastCalls() {}

    static Resolution providers(CallRequest request, View view) {
        String tool = request.operation().subject();
        List<String> servers = view.all().providers().getOrDefault(tool, List.of());
        return servers.isEmpty()
                ? new Failure(FailureCode.UNKNOWN_TOOL, "Tool '" + tool + "' not found on any backend server")
                : broadcast(request, view, request.operation(), servers, false, request.terms());
    }

    static Resolution across(CallRequest request, View view, Target.Across across) {
        Operation operation = request.operation();
        Registry registry = view.all().registry();
        List<String> servers = across.servers();
        boolean chosen = !servers.isEmpty();
        if (servers.isEmpty() && !across.tags().isEmpty()) {
            servers = registry.enabled().stream()
                    .filter(server -> server.tags().stream().anyMatch(across.tags()::contains))
                    .map(McpServer::name)
                    .toList();
        } else if (servers.isEmpty()) {
            List<String> all = registry.enabled().stream().map(McpServer::name).toList();
            servers = view.all().providers().getOrDefault(operation.subject(), all);
        }
        return servers.isEmpty()
                ? new Failure(FailureCode.NO_SERVERS, "No MCP servers available for broadcast")
                : broadcast(request, view, operation, servers, chosen, request.terms());
    }

    static Resolution fanOut(
            CallRequest request, View view, String tool, List<String> servers, BroadcastArguments given) {
        Map<String, JsonNode> more = new HashMap<>();
        JsonNode meta = request.operation().params().get("_meta");
        if (meta != null) {
            more.put("_meta", meta);
        }
        Operation operation = Operation.invokeTool(tool, given.arguments(), more);
        List<String> chosen = given.servers();
        return broadcast(request, view, operation, chosen == null ? servers : chosen, chosen != null, given.terms());
    }

    private static BroadcastCall broadcast(
            CallRequest request, View view, Operation operation, List<String> names, boolean chosen, Terms terms) {
        List<String> servers = new ArrayList<>();
        Map<String, String> ownNames = new HashMap<>();
        Map<String, Failure> absent = new LinkedHashMap<>();
        for (String name : names) {
            Failure why = SingleCalls.whyNot(view, name, operation);
            if (why == null) {
                servers.add(name);
                String own = view.all().offer(name).shapes().ownName(operation.subject());
                if (own != null && !own.equals(operation.subject())) {
                    ownNames.put(name, own);
                }
            } else {
                absent.put(name, why);
            }
        }
        return new BroadcastCall(
                Ids.next(),
                request.requestId(),
                request.era(),
                operation,
                servers,
                chosen,
                ownNames,
                absent,
                terms,
                System.nanoTime());
    }
}
