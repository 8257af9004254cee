package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that servers offer at one moment, in a fixed order: each server's own by registry and server order, then broadcasts
 * by name.
 *
 * @param registry the servers
 * @param offers what each enabled server offers, by server
 * @param parts what each enabled server adds, by server
 * @param tools by exposed name
 * @param providers enabled servers by the tool they offer
 * @param prompts by exposed name
 * @param resources by exposed URI
 * @param templates by exposed URI template
 * @param patterns the templates, to recognise a URI by
 * @param definitions how broadcasts look to whoever may reach only part of them
 * @param clashes names that two things wanted; the second does not have it
 */
public record Snapshot(
        Registry registry,
        Map<String, Offer> offers,
        Map<String, Part> parts,
        Map<String, ExposedTool> tools,
        Map<String, List<String>> providers,
        Map<String, ExposedItem> prompts,
        ExposedUris resources,
        ExposedUris templates,
        Templates patterns,
        Definitions definitions,
        List<String> clashes) {

    /** Returns what a server offers, as far as it is known. */
    public Offer offer(String server) {
        return offers.getOrDefault(server, Offer.UNKNOWN);
    }

    /** Returns where a tool is that a server shows under a name. */
    Place place(String server, String tool) {
        return new Place(server, offer(server).shapes().ownName(tool));
    }

    static Snapshot of(Registry registry, Map<String, Offer> offers) {
        return of(registry, offers, -1, null);
    }

    /** Returns what is said of what a tool does (server, tools, tool annotations), or a missing node. */
    public JsonNode annotations(String server, String tool) {
        ObjectNode definition = offer(server).tools().get(tool);
        return definition == null ? OwnTools.annotations(new Place(server, tool)) : definition.path("annotations");
    }

    /**
     * @param findFrom from how many tools on the gateway offers to find them; negative for never
     * @param before what was there until now: whatever has not changed is taken over from it
     */
    static Snapshot of(Registry registry, Map<String, Offer> offers, int findFrom, @Nullable Snapshot before) {
        return new Assembly(registry, offers, findFrom, before).assemble();
    }

    /** Returns what callers see differently than before. */
    Map<Action, Set<Place>> changes(Snapshot before) {
        Map<Action, Set<Place>> changes = new EnumMap<>(Action.class);
        note(changes, Action.LIST_TOOLS, ChangedPlaces.ofTools(before.tools, tools));
        note(changes, Action.LIST_PROMPTS, ChangedPlaces.ofItems(before.prompts, prompts));
        note(changes, Action.LIST_RESOURCES, ChangedPlaces.ofItems(before.resources.items(), resources.items()));
        note(changes, Action.LIST_RESOURCES, ChangedPlaces.ofTemplates(before.templates, templates));
        return changes;
    }

    private static void note(Map<Action, Set<Place>> changes, Action list, Set<Place> places) {
        if (!places.isEmpty()) {
            changes.computeIfAbsent(list, l -> new HashSet<>()).addAll(places);
        }
    }

    /** Returns the extensions that servers offer of which a caller may know, each as the first server describes it. */
    public ObjectNode extensions(Sight sight) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        registry.enabled().stream().filter(server -> sight.sees(server.name())).forEach(server -> offer(server.name())
                .info()
                .at("/capabilities/extensions")
                .properties()
                .forEach(extension -> all.putIfAbsent(extension.getKey(), extension.getValue())));
        return all;
    }
}
