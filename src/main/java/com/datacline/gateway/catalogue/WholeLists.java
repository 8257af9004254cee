package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.call.Selection;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lists of one snapshot, before the policy has looked at them: each is made when it is first asked for, and is the very
 * same list from then on. What is made of a list (what a caller sees of it, its bytes) is kept by the list itself.
 */
final class WholeLists {
    /** Lists of a part are as many as clients can think of. */
    private static final int MOST = 200;

    /** Where a tool says its own tags, as tools that are routes do. */
    private static final String OWN_TAGS = "com.datacline/tags";

    private final Snapshot snapshot;
    private final Duration longest;
    private final Cache<Wish, Whole> made =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Wish(
            Action action, boolean plain, @Nullable String server, Selection selection) {}

    /**
     * A list.
     *
     * @param fresh how long it is good
     */
    record Whole(List<Listing.Entry> entries, Duration fresh) {
        Whole {
            entries = List.copyOf(entries);
        }
    }

    /** @param longest how long a list is good at most */
    WholeLists(Snapshot snapshot, Duration longest) {
        this.snapshot = snapshot;
        this.longest = longest;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /**
     * Returns the list that is wished for.
     *
     * @param plain whether tools stand under their own names, each once, whoever offers it
     */
    Whole get(ListRequest request, boolean plain) {
        return made.get(new Wish(request.action(), plain, request.server(), request.selection()), this::make);
    }

    private Whole make(Wish wish) {
        String server = wish.server();
        Stream<Listing.Entry> entries =
                switch (wish.action()) {
                    case LIST_PROMPTS -> items(snapshot.prompts(), server);
                    case LIST_RESOURCES -> items(snapshot.resources().items(), server);
                    case LIST_RESOURCE_TEMPLATES -> items(snapshot.templates().items(), server);
                    default -> wish.plain() ? plainTools() : tools(server);
                };
        Selection selection = wish.selection();
        return new Whole(
                selection.isAll()
                        ? entries.toList()
                        : entries.flatMap(entry -> selected(entry, selection).stream())
                                .toList(),
                fresh(wish.action(), server));
    }

    private static Stream<Listing.Entry> items(Map<String, ExposedItem> items, @Nullable String server) {
        return items.values().stream()
                .filter(item -> server == null || item.server().equals(server))
                .map(item -> new Listing.Entry(new Place(item.server(), item.own()), item.definition()));
    }

    private Stream<Listing.Entry> tools(@Nullable String server) {
        return snapshot.tools().values().stream()
                .filter(tool -> server == null || isOf(server, tool))
                .map(tool -> new Listing.Entry(tool.places(), tool.definition(), kept -> snapshot.definitions()
                        .exposed(tool, kept)));
    }

    private Stream<Listing.Entry> plainTools() {
        return snapshot.providers().entrySet().stream().map(tool -> {
            List<Place> places = tool.getValue().stream()
                    .map(server -> snapshot.place(server, tool.getKey()))
                    .toList();
            return new Listing.Entry(
                    places, snapshot.definitions().plain(tool.getKey(), places), kept -> snapshot.definitions()
                            .plain(tool.getKey(), kept));
        });
    }

    /** Of a broadcast the selected servers are left; one that is left with a single server is none. */
    private Optional<Listing.Entry> selected(Listing.Entry entry, Selection selection) {
        if (entry.places().contains(OwnTools.PLACE)) {
            // what is left out can still be found
            return Optional.of(entry);
        }
        boolean broadcast =
                entry.places().stream().map(Place::server).distinct().count() > 1;
        return entry.within(place -> selection.has(place.server(), tags(place)))
                .filter(kept -> !broadcast
                        || kept.places().stream().map(Place::server).distinct().count() > 1);
    }

    private List<String> tags(Place place) {
        List<String> ofServer =
                snapshot.registry().server(place.server()).map(McpServer::tags).orElse(List.of());
        ObjectNode tool = snapshot.offer(place.server()).shown(place.subject());
        JsonNode own = tool == null ? null : tool.path("_meta").get(OWN_TAGS);
        return own == null
                ? ofServer
                : Stream.concat(ofServer.stream(), own.valueStream().map(JsonNode::asText))
                        .toList();
    }

    /** The whole is as good as its shortest-lived part, and not known better than the gateway asks. */
    private Duration fresh(Action action, @Nullable String server) {
        return snapshot.registry().enabled().stream()
                .filter(asked -> server == null || asked.name().equals(server))
                .map(asked -> snapshot.offer(asked.name()).list(action).fresh())
                .filter(Objects::nonNull)
                .reduce(longest, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    private static boolean isOf(String server, ExposedTool tool) {
        return tool instanceof ExposedTool.OfServer one && one.server().equals(server);
    }
}
