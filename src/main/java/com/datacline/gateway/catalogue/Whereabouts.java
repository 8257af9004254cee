package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.registry.McpServer;
import java.util.List;
import java.util.function.Predicate;

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

    static Whereabouts ofPrompt(String name, View view) {
        ExposedItem prompt = view.all().prompts().get(name);
        return prompt == null ? new Nowhere(Unknown.prompt(name, view)) : new At(prompt.server(), prompt.own());
    }

    static Whereabouts ofTemplate(String template, View view, Links links) {
        ExposedItem listed = view.all().templates().items().get(template);
        if (listed != null) {
            return new At(listed.server(), listed.own());
        }
        List<String> sharing = view.all().templates().sharing(template);
        return sharing.isEmpty()
                ? ofResource(template, view, links)
                : among(template, sharing, view::showsTemplatesOf, view);
    }

    /** A URI is looked for among those listed, then read as a server's, then among links, then matched with templates. */
    static Whereabouts ofResource(String uri, View view, Links links) {
        ExposedItem listed = view.all().resources().items().get(uri);
        if (listed != null) {
            return new At(listed.server(), listed.own());
        }
        ServerUri form = ServerUri.parse(uri);
        if (form != null && view.all().registry().server(form.server()).isPresent()) {
            return new At(form.server(), form.uri());
        }
        List<String> sharing = view.all().resources().sharing(uri);
        if (!sharing.isEmpty()) {
            return among(uri, sharing, server -> view.showsResource(server, uri), view);
        }
        List<String> servers = candidates(uri, view, links);
        return servers.size() == 1
                ? new At(servers.getFirst(), uri)
                : among(uri, servers, server -> view.showsResource(server, uri), view);
    }

    /** Of several servers those count of which the caller may know. */
    private static Whereabouts among(String uri, List<String> servers, Predicate<String> visible, View view) {
        List<String> known = servers.stream().filter(visible).toList();
        return switch (known.size()) {
            case 0 -> new Nowhere(Unknown.resource(uri, view));
            case 1 -> new At(known.getFirst(), uri);
            default -> new Nowhere(Unknown.which(uri, forms(known, uri)));
        };
    }

    private static List<String> forms(List<String> servers, String uri) {
        return servers.stream()
                .map(server -> new ServerUri(server, uri).toString())
                .toList();
    }

    /** Servers list only some of what they have: a template may describe it, or the only server with resources may know. */
    private static List<String> candidates(String uri, View view, Links links) {
        List<String> linking = links.servers(uri).stream()
                .filter(server -> view.all().registry().server(server).isPresent())
                .toList();
        if (!linking.isEmpty()) {
            return linking;
        }
        List<String> matching = view.all().patterns().servers(uri);
        if (!matching.isEmpty()) {
            return matching;
        }
        List<String> serving = view.all().registry().enabled().stream()
                .map(McpServer::name)
                .filter(server -> view.all().offer(server).has(Action.LIST_RESOURCES.items()))
                .toList();
        return serving.size() == 1 ? serving : List.of();
    }
}
