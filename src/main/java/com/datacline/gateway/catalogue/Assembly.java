package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.HeaderParameters;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.registry.BroadcastNames;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts a snapshot together, refusing a name that is taken. */
final class Assembly {
    private final Registry registry;
    private final Map<String, Offer> offers;
    private final Definitions definitions;
    private final Map<String, ExposedTool> tools = new LinkedHashMap<>();
    private final Map<String, List<String>> providers = new TreeMap<>();
    private final Map<String, ExposedItem> prompts = new LinkedHashMap<>();
    private final List<String> clashes = new ArrayList<>();

    Assembly(Registry registry, Map<String, Offer> offers) {
        this.registry = registry;
        this.offers = offers;
        this.definitions = new Definitions(registry, offers);
    }

    Snapshot assemble() {
        Map<String, List<McpServer>> tags = new TreeMap<>();
        for (McpServer server : registry.enabled()) {
            Offer offer = offer(server.name());
            offer.tools().forEach((tool, definition) -> expose(server, tool, definition));
            offer.list(Action.LIST_PROMPTS).items().forEach((prompt, definition) -> prompt(server, prompt, definition));
            server.tags().forEach(tag -> tags.computeIfAbsent(tag, t -> new ArrayList<>())
                    .add(server));
        }
        providers.forEach((tool, servers) -> {
            if (servers.size() > 1) {
                List<Place> places = servers.stream()
                        .map(server -> new Place(server, offer(server).shapes().ownName(tool)))
                        .toList();
                claim(new ExposedTool.OfMany(tool, places, definitions.byTool(tool, places)));
            }
        });
        tags.forEach((tag, servers) -> {
            if (servers.size() > 1) {
                List<String> names = servers.stream().map(McpServer::name).toList();
                List<Place> reach = servers.stream().flatMap(this::reach).toList();
                List<Place> all =
                        names.stream().map(name -> new Place(name, null)).toList();
                ObjectNode definition = definitions.byTag(
                        tag, Stream.concat(reach.stream(), all.stream()).toList());
                claim(new ExposedTool.OfTag(tag, names, reach, definition));
            }
        });
        ExposedUris templates = uris(Action.LIST_RESOURCE_TEMPLATES);
        return new Snapshot(
                registry,
                offers,
                tools,
                providers,
                prompts,
                uris(Action.LIST_RESOURCES),
                templates,
                new Templates(templates.items().values()),
                definitions,
                clashes);
    }

    private void expose(McpServer server, String tool, ObjectNode definition) {
        if (!server.exposes(tool)) {
            return;
        }
        ObjectNode shown = offer(server.name())
                .shapes()
                .shown()
                .getOrDefault(tool, definition)
                .deepCopy();
        String name = shown.path("name").asText();
        HeaderParameters headers = HeaderParameters.of(shown.path("inputSchema"));
        claim(new ExposedTool.OfServer(server.name(), tool, shown.put("name", server.exposedName(name)), headers));
        providers.computeIfAbsent(name, t -> new ArrayList<>()).add(server.name());
    }

    private void prompt(McpServer server, String prompt, ObjectNode definition) {
        String name = server.exposedName(prompt);
        ObjectNode renamed = definition.deepCopy().put("name", name);
        ExposedItem earlier = prompts.putIfAbsent(name, new ExposedItem(server.name(), prompt, renamed));
        if (earlier != null) {
            clashes.add(
                    "prompt name " + name + " of server " + server.name() + " is taken by server " + earlier.server());
        }
    }

    private ExposedUris uris(Action list) {
        return ExposedUris.of(list, registry, this::offer);
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

    private Stream<Place> reach(McpServer server) {
        Offer offer = offer(server.name());
        Stream<Place> known =
                offer.tools().keySet().stream().filter(server::exposes).map(tool -> new Place(server.name(), tool));
        return offer.knows(Action.LIST_TOOLS) ? known : Stream.concat(known, Stream.of(new Place(server.name(), null)));
    }

    private static String owner(ExposedTool tool) {
        return switch (tool) {
            case ExposedTool.OfServer one -> "server " + one.server();
            case ExposedTool.OfMany many -> "the broadcast " + BroadcastNames.byTool(many.tool());
            case ExposedTool.OfTag tag -> "the tag " + tag.tag();
        };
    }
}
