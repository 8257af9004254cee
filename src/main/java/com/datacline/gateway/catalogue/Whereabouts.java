package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.registry.McpServer;
import java.util.List;

/** Where a resource or prompt is to be found that a caller knows by its exposed name. */
sealed interface Whereabouts {

    /**
     * At one server.
     *
     * @param own its name or URI there
     */
    record At(String server, String own) implements Whereabouts {}

    /** At none, or at nobody knows which. */
    record Nowhere(Failure why) implements Whereabouts {}

    static Whereabouts ofPrompt(String name, Snapshot snapshot) {
        ExposedItem prompt = snapshot.prompts().get(name);
        return prompt == null
                ? new Nowhere(Unknown.prompt(name, snapshot.prompts().keySet()))
                : new At(prompt.server(), prompt.own());
    }

    static Whereabouts ofTemplate(String template, Snapshot snapshot, Links links) {
        ExposedItem listed = snapshot.templates().items().get(template);
        if (listed != null) {
            return new At(listed.server(), listed.own());
        }
        List<String> forms = snapshot.templates().forms(template);
        return forms.isEmpty() ? ofResource(template, snapshot, links) : new Nowhere(Unknown.which(template, forms));
    }

    /** A URI is looked for among those listed, then read as a server's, then among links, then matched with templates. */
    static Whereabouts ofResource(String uri, Snapshot snapshot, Links links) {
        ExposedItem listed = snapshot.resources().items().get(uri);
        if (listed != null) {
            return new At(listed.server(), listed.own());
        }
        ServerUri form = ServerUri.parse(uri);
        if (form != null && snapshot.registry().server(form.server()).isPresent()) {
            return new At(form.server(), form.uri());
        }
        List<String> shared = snapshot.resources().forms(uri);
        if (!shared.isEmpty()) {
            return new Nowhere(Unknown.which(uri, shared));
        }
        List<String> servers = candidates(uri, snapshot, links);
        return switch (servers.size()) {
            case 0 ->
                new Nowhere(Unknown.resource(uri, snapshot.resources().items().keySet()));
            case 1 -> new At(servers.getFirst(), uri);
            default -> new Nowhere(Unknown.which(uri, forms(servers, uri)));
        };
    }

    private static List<String> forms(List<String> servers, String uri) {
        return servers.stream()
                .map(server -> new ServerUri(server, uri).toString())
                .toList();
    }

    /** Servers list only some of what they have: a template may describe it, or the only server with resources may know. */
    private static List<String> candidates(String uri, Snapshot snapshot, Links links) {
        List<String> linking = links.servers(uri).stream()
                .filter(server -> snapshot.registry().server(server).isPresent())
                .toList();
        if (!linking.isEmpty()) {
            return linking;
        }
        List<String> matching = snapshot.patterns().servers(uri);
        if (!matching.isEmpty()) {
            return matching;
        }
        List<String> serving = snapshot.registry().enabled().stream()
                .map(McpServer::name)
                .filter(server -> snapshot.offer(server).has(Action.LIST_RESOURCES.items()))
                .toList();
        return serving.size() == 1 ? serving : List.of();
    }
}
