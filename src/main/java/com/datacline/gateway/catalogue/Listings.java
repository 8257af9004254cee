package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.Shapes;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.call.ToolSearch;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    private final Pages pages;
    private volatile @Nullable WholeLists lists;

    public Listings(Supplier<Snapshot> catalogue, CatalogueProperties properties, Quarantine quarantine) {
        this.quarantine = quarantine;
        this.catalogue = catalogue;
        this.properties = properties;
        this.pages = new Pages(properties.keptLists().toBytes());
    }

    /** @throws CallFailed with {@code unknown_server} if the list is restricted to a server that does not exist */
    public Listing list(@Body ListRequest request, @Variable("sight") @Nullable Sight sight) {
        WholeLists now = lists();
        String server = request.server();
        if (server != null && now.snapshot().registry().server(server).isEmpty()) {
            throw new CallFailed(
                    Unknown.server(server, now.snapshot().registry(), sight == null ? Sight.NOTHING : sight));
        }
        return listing(request, now.get(request, false));
    }

    /** Route step {@code searched}: the tools that a search is about; what it is about travels beside them. */
    public Listing searched(@Body ToolSearch search, @Variable("sight") @Nullable Sight sight) {
        return list(search.list(), sight);
    }

    /** Returns each tool once under its own name, whoever offers it. */
    public Listing byTool(ListRequest request) {
        return listing(request, lists().get(request, true));
    }

    private static Listing listing(ListRequest request, WholeLists.Whole list) {
        return new Listing(request.action(), list.entries(), request.cursor(), list.fresh());
    }

    /** With a new snapshot there are new lists, and nothing is kept that was made of the old ones. */
    private WholeLists lists() {
        Snapshot snapshot = catalogue.get();
        WholeLists known = lists;
        if (known != null && known.snapshot() == snapshot) {
            return known;
        }
        synchronized (pages) {
            WholeLists other = lists;
            if (other == null || other.snapshot() != snapshot) {
                other = new WholeLists(snapshot, properties.refresh());
                pages.clear();
                lists = other;
            }
            return other;
        }
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
        return pages.page(listing, from, to);
    }
}
