package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.PreparedItems;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;

/**
 * The pages of lists, with their bytes. A page is made of nothing but the entries that the policy has let through, and is
 * found again by that very list of entries: callers share a page if, and because, the policy has given them the same list.
 */
final class Pages {
    /** Compressed, a page takes up to a quarter of its size once more. */
    private static final int FOURTHS = 5;

    private final Cache<Place, Answer> pages;

    /** Where a page begins. The list is told by its identity: comparing 20,000 entries would cost more than is saved. */
    private record Place(List<Listing.Entry> entries, String items, int from) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place
                    && place.entries == entries
                    && place.from == from
                    && place.items.equals(items);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(entries) * 31 + from;
        }
    }

    /** @param mostBytes how many bytes of pages are kept; those that are not asked for go first */
    Pages(long mostBytes) {
        this.pages = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Place place, Answer page) -> weight(page))
                .build();
    }

    /** Forgets all of them, because there are new lists. */
    void clear() {
        pages.invalidateAll();
    }

    Answer page(Listing listing, int from, int to) {
        Answer page = pages.get(
                new Place(listing.entries(), listing.action().items(), from), place -> make(listing, from, to));
        return new Answer(page.result(), listing.fresh(), page.prepared());
    }

    private static Answer make(Listing listing, int from, int to) {
        String items = listing.action().items();
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode page = result.putArray(items);
        listing.entries().subList(from, to).forEach(entry -> page.add(entry.definition()));
        if (to < listing.entries().size()) {
            result.put("nextCursor", Cursor.at(items, to));
        }
        return new Answer(result, null, new PreparedItems(items, page));
    }

    private static int weight(Answer page) {
        PreparedItems prepared = page.prepared();
        return prepared == null ? 0 : (int) Math.min(Integer.MAX_VALUE, prepared.json().length * (long) FOURTHS / 4);
    }
}
