package com.datacline.gateway.catalogue;

import com.datacline.gateway.registry.BroadcastNames;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All tools at one moment, in a fixed order: each server's own by registry and server order, then broadcasts by name.
 *
 * @param registry the servers
 * @param offers what each enabled server offers, by server
 * @param tools by exposed name
 * @param providers enabled servers by the tool they offer
 * @param clashes names that two things wanted; the second does not have it
 */
public record Snapshot(
        Registry registry,
        Map<String, Offer> offers,
        Map<String, ExposedTool> tools,
        Map<String, List<String>> providers,
        List<String> clashes) {

    /** Returns what a server offers, as far as it is known. */
    public Offer offer(String server) {
        return offers.getOrDefault(server, Offer.UNKNOWN);
    }

    static Snapshot of(Registry registry, Map<String, Offer> offers) {
        return new Assembly(registry, offers).assemble();
    }

    /** Puts a snapshot together, refusing a name that is taken. */
    private static final class Assembly {
        private final Registry registry;
        private final Map<String, Offer> offers;
        private final Map<String, ExposedTool> tools = new LinkedHashMap<>();
        private final Map<String, List<String>> providers = new TreeMap<>();
        private final List<String> clashes = new ArrayList<>();

        Assembly(Registry registry, Map<String, Offer> offers) {
            this.registry = registry;
            this.offers = offers;
        }

        Snapshot assemble() {
            Map<String, List<McpServer>> tags = new TreeMap<>();
            for (McpServer server : registry.enabled()) {
                Offer offer = offer(server.name());
                offer.tools().forEach((tool, definition) -> expose(server, tool, definition));
                server.tags().forEach(tag -> tags.computeIfAbsent(tag, t -> new ArrayList<>())
                        .add(server));
            }
            providers.forEach((tool, servers) -> {
                if (servers.size() > 1) {
                    List<ObjectNode> definitions = servers.stream()
                            .map(server -> offer(server).tools().get(tool))
                            .toList();
                    claim(new ExposedTool.OfMany(
                            tool, servers, BroadcastTools.byTool(tool, servers(servers), definitions)));
                }
            });
            tags.forEach((tag, servers) -> {
                if (servers.size() > 1) {
                    List<String> names = servers.stream().map(McpServer::name).toList();
                    List<String> known = names.stream()
                            .flatMap(server -> offer(server).tools().keySet().stream())
                            .distinct()
                            .sorted()
                            .toList();
                    claim(new ExposedTool.OfTag(tag, names, BroadcastTools.byTag(tag, servers, known)));
                }
            });
            return new Snapshot(registry, offers, tools, providers, clashes);
        }

        private void expose(McpServer server, String tool, ObjectNode definition) {
            if (!server.exposes(tool)) {
                return;
            }
            ObjectNode renamed = definition.deepCopy();
            renamed.put("name", server.exposedName(tool));
            claim(new ExposedTool.OfServer(server.name(), tool, renamed));
            providers.computeIfAbsent(tool, t -> new ArrayList<>()).add(server.name());
        }

        private void claim(ExposedTool tool) {
            ExposedTool earlier = tools.putIfAbsent(tool.name(), tool);
            if (earlier != null) {
                clashes.add("tool name " + tool.name() + " of " + owner(tool) + " is taken by " + owner(earlier));
            }
        }

        private Offer offer(String server) {
            return offers.getOrDefault(server, Offer.UNKNOWN);
        }

        private List<McpServer> servers(List<String> names) {
            return names.stream()
                    .flatMap(name -> registry.server(name).stream())
                    .toList();
        }

        private static String owner(ExposedTool tool) {
            return switch (tool) {
                case ExposedTool.OfServer one -> "server " + one.server();
                case ExposedTool.OfMany many -> "the broadcast " + BroadcastNames.byTool(many.tool());
                case ExposedTool.OfTag tag -> "the tag " + tag.tag();
            };
        }
    }
}
