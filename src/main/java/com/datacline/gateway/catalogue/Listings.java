package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps {@code list} and {@code page}: the catalogue as {@code tools/list} shows it. */
public final class Listings {
    private final Supplier<Snapshot> catalogue;
    private final CatalogueProperties properties;

    public Listings(Supplier<Snapshot> catalogue, CatalogueProperties properties) {
        this.catalogue = catalogue;
        this.properties = properties;
    }

    /** @throws CallFailed with {@code unknown_server} if the list is restricted to a server that does not exist */
    public Listing list(ListRequest request) {
        Snapshot snapshot = catalogue.get();
        String server = request.server();
        if (server != null && snapshot.registry().server(server).isEmpty()) {
            throw new CallFailed(Unknown.server(server, snapshot.registry()));
        }
        List<Listing.Entry> entries = snapshot.tools().values().stream()
                .filter(tool -> server == null || isOf(server, tool))
                .map(tool -> new Listing.Entry(tool.servers(), ownName(tool), tool.definition()))
                .toList();
        return new Listing(entries, request.cursor());
    }

    /** Returns each tool once under its own name, whoever offers it. */
    public Listing byTool(ListRequest request) {
        Snapshot snapshot = catalogue.get();
        List<Listing.Entry> entries = new ArrayList<>();
        snapshot.providers().forEach((tool, servers) -> {
            List<ObjectNode> definitions = servers.stream()
                    .map(server -> snapshot.offer(server).tools().get(tool))
                    .filter(Objects::nonNull)
                    .toList();
            entries.add(new Listing.Entry(servers, tool, PlainTools.describe(tool, servers, definitions)));
        });
        return new Listing(entries, request.cursor());
    }

    /** Returns a server's own list of tools without those that the registry does not expose. */
    public Reply exposed(@Body Reply reply, @Variable("server") @Nullable String name) {
        if (!(reply instanceof Answer answer) || name == null) {
            return reply;
        }
        Optional<McpServer> server = catalogue.get().registry().server(name);
        ObjectNode result = answer.result().deepCopy();
        ArrayNode tools = result.putArray("tools");
        answer.result().path("tools").forEach(tool -> {
            if (server.isPresent() && server.get().exposes(tool.path("name").asText())) {
                tools.add(tool);
            }
        });
        return new Answer(result);
    }

    /** @throws CallFailed with {@code invalid_arguments} if the cursor is not one of ours */
    public Answer page(Listing listing) {
        int size = properties.pageSize() == 0 ? Integer.MAX_VALUE : properties.pageSize();
        int from = offset(listing.cursor(), listing.entries().size());
        int to = (int) Math.min(listing.entries().size(), (long) from + size);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode tools = result.putArray("tools");
        listing.entries().subList(from, to).forEach(entry -> tools.add(entry.definition()));
        if (to < listing.entries().size()) {
            result.put("nextCursor", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes("" + to)));
        }
        return new Answer(result);
    }

    private static int offset(@Nullable String cursor, int size) {
        if (cursor == null) {
            return 0;
        }
        try {
            int offset = Integer.parseInt(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            if (offset >= 0 && offset <= size) {
                return offset;
            }
        } catch (IllegalArgumentException e) {
            // Not a number, or not Base64: not a cursor of ours.
        }
        throw new CallFailed(FailureCode.INVALID_ARGUMENTS, "the cursor is not valid; begin again without one");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isOf(String server, ExposedTool tool) {
        return tool instanceof ExposedTool.OfServer one && one.server().equals(server);
    }

    private static @Nullable String ownName(ExposedTool tool) {
        return switch (tool) {
            case ExposedTool.OfServer one -> one.tool();
            case ExposedTool.OfMany many -> many.tool();
            case ExposedTool.OfTag tag -> null;
        };
    }
}
