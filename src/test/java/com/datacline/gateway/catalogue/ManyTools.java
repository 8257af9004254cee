package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Shapes;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.Resilience;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A large house: servers by the thousand, each with tools of its own and two that the servers of its group share. */
final class ManyTools {
    static final int SERVERS = 1_000;
    static final int TOOLS = 20;
    private static final int GROUP = 10;

    private ManyTools() {}

    static Registry registry(int servers) {
        Map<String, McpServer> all = new LinkedHashMap<>();
        for (int i = 0; i < servers; i++) {
            all.put("s" + i, server(i));
        }
        return new Registry(all);
    }

    private static McpServer server(int i) {
        return new McpServer(
                "s" + i,
                new Address.Http(URI.create("http://127.0.0.1:9/s" + i)),
                "http",
                McpServer.Protocol.AUTO,
                Duration.ofSeconds(1),
                true,
                "What department " + i + " has",
                List.of("group" + i / GROUP),
                null,
                "s" + i,
                null,
                null,
                Resilience.UNSAID,
                JsonNodeFactory.instance.objectNode());
    }

    static Offer offer(int server, String version) {
        Map<String, ObjectNode> tools = new LinkedHashMap<>();
        for (int tool = 0; tool < TOOLS; tool++) {
            String name = tool < 2 ? "shared_" + server / GROUP + "_" + tool : "find_record_" + server + "_" + tool;
            tools.put(name, tool(name, version));
        }
        return new Offer(
                JsonNodeFactory.instance.objectNode(),
                Map.of(Action.LIST_TOOLS, new OfferedList(tools, null)),
                Map.of(),
                Map.of(),
                Shapes.NONE,
                null);
    }

    static Map<String, Offer> offers(int servers) {
        Map<String, Offer> all = new LinkedHashMap<>();
        for (int i = 0; i < servers; i++) {
            all.put("s" + i, offer(i, "1"));
        }
        return all;
    }

    private static ObjectNode tool(String name, String version) {
        try {
            return (ObjectNode) WireJson.MAPPER.readTree("""
                    {"name": "%s", "title": "Finds records, %s",
                    "description": "Looks for records that fit a query and answers with those that fit best, each with its number, its state and the day it was last changed.",
                    "inputSchema": {"type": "object", "required": ["query"], "additionalProperties": false, "properties": {
                      "query": {"type": "string", "description": "Words that must be in the record"},
                      "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20, "description": "How many at most"},
                      "state": {"type": "string", "enum": ["open", "waiting", "closed"]},
                      "since": {"type": "string", "format": "date", "description": "Only what has changed since"}}},
                    "annotations": {"readOnlyHint": true, "openWorldHint": false}}""".formatted(name, version));
        } catch (JacksonException e) {
            throw new AssertionError(e);
        }
    }
}
