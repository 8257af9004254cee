package com.datacline.gateway.call;

import java.util.Map;
import java.util.Set;

/**
 * What callers see differently than before.
 *
 * @param places what has changed, by the action that lists it: {@code LIST_TOOLS}, {@code LIST_RESOURCES} (templates too)
 *     and {@code LIST_PROMPTS}
 */
public record ListChanges(Map<Action, Set<Place>> places) {
    public ListChanges {
        places = Map.copyOf(places);
    }

    /** Returns the lists that have changed for somebody. */
    public Set<Action> lists() {
        return places.keySet();
    }

    /** Tells whether somebody may know of something that has changed in a list. */
    public boolean concern(Action list, Sight sight) {
        return places.getOrDefault(list, Set.of()).stream().anyMatch(place -> sight.sees(list, place));
    }
}
