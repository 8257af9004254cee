package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The resources, or the resource templates, of all servers. A URI that one server lists stays as it is; one that several
 * list is told apart by the server's name, except at the one server that is passed through ({@code prefix: ""}).
 *
 * @param items by exposed URI, in registry and server order
 * @param owners the servers that list a URI, by their own spelling of it
 */
public record ExposedUris(Map<String, ExposedItem> items, Map<String, List<McpServer>> owners) {

    static ExposedUris of(Action list, Registry registry, Function<String, Offer> offers) {
        Map<String, List<McpServer>> owners = new LinkedHashMap<>();
        for (McpServer server : registry.enabled()) {
            offers.apply(server.name()).list(list).items().keySet().forEach(uri -> owners.computeIfAbsent(
                            uri, u -> new ArrayList<>())
                    .add(server));
        }
        Map<String, ExposedItem> items = new LinkedHashMap<>();
        for (McpServer server : registry.enabled()) {
            offers.apply(server.name()).list(list).items().forEach((uri, definition) -> {
                boolean plain = isPlain(server, owners.getOrDefault(uri, List.of())) && !misleads(uri, registry);
                String exposed = plain ? uri : new ServerUri(server.name(), uri).toString();
                ObjectNode shown = plain ? definition : definition.deepCopy().put(list.itemKey(), exposed);
                items.put(exposed, new ExposedItem(server.name(), uri, shown));
            });
        }
        return new ExposedUris(items, owners);
    }

    /** Returns the servers that share a URI, or an empty list where it is not shared. */
    List<String> sharing(String uri) {
        List<McpServer> sharing = owners.getOrDefault(uri, List.of());
        return sharing.size() < 2
                ? List.of()
                : sharing.stream().map(McpServer::name).toList();
    }

    private static boolean isPlain(McpServer server, List<McpServer> owners) {
        long passedThrough =
                owners.stream().filter(owner -> owner.prefix().isEmpty()).count();
        return owners.size() == 1 || server.prefix().isEmpty() && passedThrough == 1;
    }

    /** A server, such as another gateway, may list a URI that looks as if this gateway had made it. */
    private static boolean misleads(String uri, Registry registry) {
        ServerUri form = ServerUri.parse(uri);
        return form != null && registry.server(form.server()).isPresent();
    }
}
