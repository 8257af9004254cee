package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What all servers offer of one kind, before and after the policy has looked at it.
 *
 * @param action what is listed, one of {@link Action#LISTS}
 * @param entries in the order they are shown
 * @param cursor where the page begins, or null for the first one
 * @param fresh how long the list is good
 */
public record Listing(
        Action action, List<Entry> entries, @Nullable String cursor, Duration fresh) {
    public Listing {
        entries = List.copyOf(entries);
    }

    /** Returns the same list with these entries only. */
    public Listing of(List<Entry> others) {
        return new Listing(action, others, cursor, fresh);
    }

    /**
     * One tool, resource, resource template or prompt.
     *
     * @param places where a call may lead
     * @param definition as the list shows it to whoever may reach all of them
     * @param narrowed makes the definition for whoever may reach only some of them
     */
    public record Entry(List<Place> places, ObjectNode definition, Function<List<Place>, ObjectNode> narrowed) {
        public Entry {
            places = List.copyOf(places);
        }

        /** Something that one server has. */
        public Entry(Place place, ObjectNode definition) {
            this(List.of(place), definition, fewer -> definition);
        }

        /** Returns it as it is for somebody who may reach only some of its places; empty for none of them. */
        public Optional<Entry> within(Predicate<Place> permitted) {
            List<Place> kept = places.stream().filter(permitted).toList();
            if (kept.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(kept.size() == places.size() ? this : new Entry(kept, narrowed.apply(kept), narrowed));
        }
    }
}
