package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.Shapes;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps {@code list} and {@code page}: the catalogue as the list methods show it. */
public final class Listings {
    private final Supplier<Snapshot> catalogue;
    private final CatalogueProperties properties;
    private final Quarantine quarantine;

    public Listings(Supplier<Snapshot> catalogue, CatalogueProperties properties, Quarantine quarantine) {
        this.quarantine = quarantine;
        this.catalogue = catalogue;
        this.properties = properties;
    }

    /** @throws CallFailed with {@code unknown_server} if the list is restricted to a server that does not exist */
    public Listing list(@Body ListRequest request, @Variable("sight") @Nullable Sight sight) {
        Snapshot snapshot = catalogue.get();
        String server = request.server();
        if (server != null && snapshot.registry().server(server).isEmpty()) {
            throw new CallFailed(Unknown.server(server, snapshot.registry(), sight == null ? Sight.NOTHING : sight));
        }
        List<Listing.Entry> entries =
                switch (request.action()) {
                    case LIST_PROMPTS -> entries(snapshot.prompts(), server);
                    case LIST_RESOURCES -> entries(snapshot.resources().items(), server);
                    case LIST_RESOURCE_TEMPLATES -> entries(snapshot.templates().items(), server);
                    default -> tools(snapshot, server);
                };
        return new Listing(request.action(), entries, request.cursor(), fresh(request.action(), server, snapshot));
    }

    private static List<Listing.Entry> entries(Map<String, ExposedItem> items, @Nullable String server) {
        return items.values().stream()
                .filter(item -> server == null || item.server().equals(server))
                .map(item -> new Listing.Entry(new Place(item.server(), item.own()), item.definition()))
                .toList();
    }

    private static List<Listing.Entry> tools(Snapshot snapshot, @Nullable String server) {
        return snapshot.tools().values().stream()
                .filter(tool -> server == null || isOf(server, tool))
                .map(tool -> new Listing.Entry(tool.places(), tool.definition(), kept -> snapshot.definitions()
                        .exposed(tool, kept)))
                .toList();
    }

    /** The whole is as good as its shortest-lived part, and not known better than the gateway asks. */
    private Duration fresh(Action action, @Nullable String server, Snapshot snapshot) {
        return snapshot.registry().enabled().stream()
                .filter(asked -> server == null || asked.name().equals(server))
                .map(asked -> snapshot.offer(asked.name()).list(action).fresh())
                .filter(Objects::nonNull)
                .reduce(properties.refresh(), (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /** Returns each tool once under its own name, whoever offers it. */
    public Listing byTool(ListRequest request) {
        Snapshot snapshot = catalogue.get();
        List<Listing.Entry> entries = new ArrayList<>();
        snapshot.providers().forEach((tool, servers) -> {
            List<Place> places =
                    servers.stream().map(server -> snapshot.place(server, tool)).toList();
            entries.add(
                    new Listing.Entry(places, snapshot.definitions().plain(tool, places), kept -> snapshot.definitions()
                            .plain(tool, kept)));
        });
        return new Listing(request.action(), entries, request.cursor(), fresh(request.action(), null, snapshot));
    }

    /** Returns a server's own list of tools without those that the registry does not expose or that are quarantined. */
    public Reply exposed(@Body Reply reply, @Variable("server") @Nullable String name) {
        if (!(reply instanceof Answer answer) || name == null) {
            return reply;
        }
        Optional<McpServer> server = catalogue.get().registry().server(name);
        ObjectNode result = answer.result().deepCopy();
        ArrayNode tools = result.putArray("tools");
        answer.result().path("tools").forEach(tool -> {
            if (server.isPresent()
                    && server.get().exposes(tool.path("name").asText())
                    && tool instanceof ObjectNode definition
                    && quarantine.admits(server.get(), definition)) {
                tools.add(tool);
            }
        });
        return new Answer(result);
    }

    /** Returns a server's own list of tools as routes of the gateway want it shown. */
    public Reply shaped(@Body Reply reply, @Variable("shapes") @Nullable Shapes shapes) {
        if (shapes == null || !(reply instanceof Answer answer)) {
            return reply;
        }
        ObjectNode result = answer.result().deepCopy();
        ArrayNode tools = result.putArray("tools");
        answer.result().path("tools").forEach(tool -> {
            String own = tool.path("name").asText();
            if (!shapes.withheld().containsKey(own)) {
                ObjectNode shown = shapes.shown().get(own);
                tools.add(shown == null ? tool : shown);
            }
        });
        return new Answer(result);
    }

    /** @throws CallFailed with {@code invalid_arguments} if the cursor is not one of ours for this list */
    public Answer page(Listing listing) {
        int size = properties.pageSize() == 0 ? Integer.MAX_VALUE : properties.pageSize();
        String items = listing.action().items();
        int from = Cursor.offset(listing.cursor(), items, listing.entries().size());
        int to = (int) Math.min(listing.entries().size(), (long) from + size);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode page = result.putArray(items);
        listing.entries().subList(from, to).forEach(entry -> page.add(entry.definition()));
        if (to < listing.entries().size()) {
            result.put("nextCursor", Cursor.at(items, to));
        }
        return new Answer(result, listing.fresh());
    }

    private static boolean isOf(String server, ExposedTool tool) {
        return tool instanceof ExposedTool.OfServer one && one.server().equals(server);
    }
}
