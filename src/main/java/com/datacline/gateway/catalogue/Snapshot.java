package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that servers offer at one moment, in a fixed order: each server's own by registry and server order, then broadcasts
 * by name.
 *
 * @param registry the servers
 * @param offers what each enabled server offers, by server
 * @param tools by exposed name
 * @param providers enabled servers by the tool they offer
 * @param prompts by exposed name
 * @param resources by exposed URI
 * @param templates by exposed URI template
 * @param patterns the templates, to recognise a URI by
 * @param clashes names that two things wanted; the second does not have it
 */
public record Snapshot(
        Registry registry,
        Map<String, Offer> offers,
        Map<String, ExposedTool> tools,
        Map<String, List<String>> providers,
        Map<String, ExposedItem> prompts,
        ExposedUris resources,
        ExposedUris templates,
        Templates patterns,
        List<String> clashes) {

    /** Returns what a server offers, as far as it is known. */
    public Offer offer(String server) {
        return offers.getOrDefault(server, Offer.UNKNOWN);
    }

    static Snapshot of(Registry registry, Map<String, Offer> offers) {
        return new Assembly(registry, offers).assemble();
    }

    /** Returns what callers see differently than before: {@code LIST_TOOLS}, {@code LIST_RESOURCES}, {@code LIST_PROMPTS}. */
    Set<Action> changes(Snapshot before) {
        Set<Action> changes = EnumSet.noneOf(Action.class);
        if (!shown(tools).equals(shown(before.tools))) {
            changes.add(Action.LIST_TOOLS);
        }
        if (!shown(prompts).equals(shown(before.prompts))) {
            changes.add(Action.LIST_PROMPTS);
        }
        if (!shown(resources.items()).equals(shown(before.resources.items()))
                || !shown(templates.items()).equals(shown(before.templates.items()))) {
            changes.add(Action.LIST_RESOURCES);
        }
        return changes;
    }

    /** Returns the extensions that servers offer, each as the first server describes it. */
    public ObjectNode extensions() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        registry.enabled().forEach(server -> offer(server.name())
                .info()
                .at("/capabilities/extensions")
                .properties()
                .forEach(extension -> all.putIfAbsent(extension.getKey(), extension.getValue())));
        return all;
    }

    private static <T> List<T> shown(Map<String, T> entries) {
        return List.copyOf(entries.values());
    }
}
