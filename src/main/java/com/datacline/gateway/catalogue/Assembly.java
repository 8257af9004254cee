package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.registry.BroadcastNames;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a snapshot together, refusing a name that is taken. What nothing has changed is taken over from the one before. */
final class Assembly {
    private final Registry registry;
    private final Map<String, Offer> offers;
    private final int findFrom;
    private final @Nullable Snapshot before;
    private final Definitions definitions;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, ExposedTool> tools = new LinkedHashMap<>();
    private final Map<String, List<String>> providers = new TreeMap<>();
    private final Map<String, ExposedItem> prompts = new LinkedHashMap<>();
    private final List<String> clashes = new ArrayList<>();

    /** @param findFrom from how many tools on the gateway offers to find them; negative for never */
    Assembly(Registry registry, Map<String, Offer> offers, int findFrom, @Nullable Snapshot before) {
        this.findFrom = findFrom;
        this.registry = registry;
        this.offers = offers;
        this.before = before;
        this.definitions = new Definitions(registry, offers);
    }

    Snapshot assemble() {
        Map<String, List<String>> tags = new TreeMap<>();
        List<McpServer> enabled = registry.enabled();
        enabled.forEach(server -> parts.put(server.name(), part(server)));
        own();
        for (McpServer server : enabled) {
            Part part = Objects.requireNonNull(parts.get(server.name()));
            part.tools().forEach(shown -> {
                claim(shown.tool());
                providers.computeIfAbsent(shown.name(), t -> new ArrayList<>()).add(server.name());
            });
            part.prompts().forEach(this::prompt);
            server.tags().forEach(tag -> tags.computeIfAbsent(tag, t -> new ArrayList<>())
                    .add(server.name()));
        }
        providers.forEach((tool, servers) -> {
            if (servers.size() > 1) {
                ExposedTool known = known(BroadcastNames.byTool(tool), servers);
                claim(
                        known instanceof ExposedTool.OfMany many && many.tool().equals(tool)
                                ? many
                                : ofMany(tool, servers));
            }
        });
        tags.forEach((tag, servers) -> {
            if (servers.size() > 1) {
                ExposedTool known = known(BroadcastNames.byTag(tag), servers);
                claim(known instanceof ExposedTool.OfTag one && one.tag().equals(tag) ? one : ofTag(tag, servers));
            }
        });
        ExposedUris templates = uris(Action.LIST_RESOURCE_TEMPLATES);
        return new Snapshot(
                registry,
                offers,
                parts,
                tools,
                providers,
                prompts,
                uris(Action.LIST_RESOURCES),
                templates,
                new Templates(templates.items().values()),
                definitions,
                clashes);
    }

    /** The gateway's own tool stands first, where every client finds it. */
    private void own() {
        int count =
                parts.values().stream().mapToInt(part -> part.tools().size()).sum();
        OwnTools.among(count, findFrom).ifPresent(tool -> {
            if (OwnTools.isTaken(registry)) {
                clashes.add("tool name " + tool.name() + " of the gateway is that of a server called gateway");
            } else {
                claim(tool);
            }
        });
    }

    private Part part(McpServer server) {
        Offer offer = offer(server.name());
        Part known = before == null ? null : before.parts().get(server.name());
        return known != null && known.isOf(server, offer) ? known : Part.of(server, offer);
    }

    /** A broadcast is what it was if it leads to the same servers and none of them has changed. */
    private @Nullable ExposedTool known(String name, List<String> servers) {
        ExposedTool tool = before == null ? null : before.tools().get(name);
        return tool != null
                        && tool.servers().equals(servers)
                        && servers.stream().allMatch(this::isUnchanged)
                ? tool
                : null;
    }

    private boolean isUnchanged(String server) {
        return before != null && parts.get(server) == before.parts().get(server);
    }

    private ExposedTool ofMany(String tool, List<String> servers) {
        List<Place> places = servers.stream()
                .map(server -> new Place(server, offer(server).shapes().ownName(tool)))
                .toList();
        return new ExposedTool.OfMany(tool, places, definitions.byTool(tool, places));
    }

    private ExposedTool ofTag(String tag, List<String> servers) {
        List<Place> reach = servers.stream().flatMap(this::reach).toList();
        List<Place> all =
                servers.stream().map(server -> new Place(server, null)).toList();
        ObjectNode definition = definitions.byTag(
                tag, Stream.concat(reach.stream(), all.stream()).toList());
        return new ExposedTool.OfTag(tag, servers, reach, definition);
    }

    private void prompt(ExposedItem prompt) {
        String name = prompt.definition().path("name").asText();
        ExposedItem earlier = prompts.putIfAbsent(name, prompt);
        if (earlier != null) {
            clashes.add("prompt name " + name + " of server " + prompt.server() + " is taken by server "
                    + earlier.server());
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

    private Stream<Place> reach(String server) {
        Stream<Place> known = Objects.requireNonNull(parts.get(server)).tools().stream()
                .map(shown -> new Place(server, shown.tool().tool()));
        return offer(server).knows(Action.LIST_TOOLS)
                ? known
                : Stream.concat(known, Stream.of(new Place(server, null)));
    }

    private static String owner(ExposedTool tool) {
        return switch (tool) {
            case ExposedTool.OfServer one -> "server " + one.server();
            case ExposedTool.OfMany many -> "the broadcast " + BroadcastNames.byTool(many.tool());
            case ExposedTool.OfTag tag -> "the tag " + tag.tag();
            case ExposedTool.OfGateway own -> "the gateway";
        };
    }
}
