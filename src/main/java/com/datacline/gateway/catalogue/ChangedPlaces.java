package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where things are of which a list says something else than before. */
final class ChangedPlaces {
    private ChangedPlaces() {}

    /** Of a broadcast that looks different all its places count, unless it does so because some of them have changed. */
    static Set<Place> ofTools(Map<String, ExposedTool> before, Map<String, ExposedTool> now) {
        Set<ExposedTool> differing = differing(before, now);
        Set<Place> changed = differing.stream()
                .filter(ExposedTool.OfServer.class::isInstance)
                .flatMap(tool -> tool.places().stream())
                .collect(Collectors.toCollection(HashSet::new));
        Set<Place> own = Set.copyOf(changed);
        differing.stream()
                .map(ExposedTool::places)
                .filter(places -> places.stream().noneMatch(own::contains))
                .forEach(changed::addAll);
        return changed.isEmpty() && !inOrder(before).equals(inOrder(now)) ? all(now) : changed;
    }

    static Set<Place> ofItems(Map<String, ExposedItem> before, Map<String, ExposedItem> now) {
        Set<Place> changed = differing(before, now).stream()
                .map(item -> new Place(item.server(), item.own()))
                .collect(Collectors.toSet());
        return changed.isEmpty() && !inOrder(before).equals(inOrder(now))
                ? now.values().stream()
                        .map(item -> new Place(item.server(), item.own()))
                        .collect(Collectors.toSet())
                : changed;
    }

    /** A template stands for resources that nobody has listed. */
    static Set<Place> ofTemplates(ExposedUris before, ExposedUris now) {
        return ofItems(before.items(), now.items()).stream()
                .map(place -> new Place(place.server(), null))
                .collect(Collectors.toSet());
    }

    /** Most of it is the very same as before, and is not looked into. */
    private static <T> Set<T> differing(Map<String, T> before, Map<String, T> now) {
        Set<T> differing = new HashSet<>();
        before.forEach((name, entry) -> {
            if (!entry.equals(now.get(name))) {
                differing.add(entry);
            }
        });
        now.forEach((name, entry) -> {
            if (!entry.equals(before.get(name))) {
                differing.add(entry);
            }
        });
        return differing;
    }

    private static <T> List<T> inOrder(Map<String, T> entries) {
        return List.copyOf(entries.values());
    }

    private static Set<Place> all(Map<String, ExposedTool> tools) {
        return tools.values().stream().flatMap(tool -> tool.places().stream()).collect(Collectors.toSet());
    }
}
