package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Place;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The gateway's own descriptions of tools that lead to several servers: of the whole, and for callers who may reach only
 * part of it. Callers with the same rights share one.
 */
final class Definitions {
    private static final int MOST = 10_000;

    private final Registry registry;
    private final Map<String, Offer> offers;
    private final Cache<Part, ObjectNode> parts =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Part(String list, String name, List<Place> places) {}

    Definitions(Registry registry, Map<String, Offer> offers) {
        this.registry = registry;
        this.offers = offers;
    }

    /** Returns a tool as {@code tools/list} shows it to somebody who may reach only some of its places. */
    ObjectNode exposed(ExposedTool tool, List<Place> places) {
        return switch (tool) {
            case ExposedTool.OfServer one -> one.definition();
            case ExposedTool.OfGateway own -> own.definition();
            case ExposedTool.OfMany many ->
                parts.get(new Part("exposed", tool.name(), places), part -> byTool(many.tool(), places));
            case ExposedTool.OfTag tag ->
                parts.get(new Part("exposed", tool.name(), places), part -> byTag(tag.tag(), places));
        };
    }

    /** Returns a tool under its own name, at these places. */
    ObjectNode plain(String tool, List<Place> places) {
        return parts.get(new Part("plain", tool, places), part -> PlainTools.describe(tool, names(places), of(places)));
    }

    ObjectNode byTool(String tool, List<Place> places) {
        return BroadcastTools.byTool(tool, servers(places), of(places));
    }

    ObjectNode byTag(String tag, List<Place> places) {
        List<String> tools = places.stream()
                .filter(place -> place.subject() != null)
                .map(place -> offer(place).shapes().nameOf(String.valueOf(place.subject())))
                .distinct()
                .sorted()
                .toList();
        return BroadcastTools.byTag(tag, servers(places), tools);
    }

    private List<ObjectNode> of(List<Place> places) {
        return places.stream()
                .map(place -> offer(place).shown(place.subject()))
                .filter(Objects::nonNull)
                .toList();
    }

    private Offer offer(Place place) {
        return offers.getOrDefault(place.server(), Offer.UNKNOWN);
    }

    private List<McpServer> servers(List<Place> places) {
        return names(places).stream()
                .flatMap(name -> registry.server(name).stream())
                .toList();
    }

    private static List<String> names(List<Place> places) {
        return places.stream().map(Place::server).distinct().toList();
    }
}
