package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.ToolSearch;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route step {@code find}: of the tools that the policy lets a caller see, those that fit best. */
public final class ToolFinder {
    private static final List<String> SHOWN = List.of("name", "title", "description", "inputSchema", "annotations");
    private static final int MOST = 50;

    private final Supplier<Snapshot> catalogue;
    private volatile @Nullable ToolIndex index;
    /** Lists are told by their identity, and callers with the same rights have the same one. */
    private final Cache<List<Listing.Entry>, Map<String, ObjectNode>> byName =
            Caffeine.newBuilder().weakKeys().maximumSize(MOST).build();

    public ToolFinder(Supplier<Snapshot> catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Returns the tools that fit best as the result of a tool.
     *
     * @param visible the tools that the caller may see; no other one is named
     */
    public Reply find(@Body Listing visible, @Variable(ToolSearch.VARIABLE) @Nullable ToolSearch search) {
        if (search == null) {
            return new Failure(FailureCode.INTERNAL, "a search that nobody asked for");
        }
        Map<String, ObjectNode> tools = byName.get(visible.entries(), ToolFinder::named);
        if (search.byTool() && !tools.containsKey(OwnTools.NAME)) {
            return new Failure(FailureCode.DENIED, "you may not call \"" + OwnTools.NAME + "\"");
        }
        ToolIndex index = index();
        index.follow(catalogue.get().tools());
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        ArrayNode best = found.putArray("tools");
        index.find(search.query(), search.limit(), name -> isWanted(tools.get(name), name, search))
                .forEach(name -> best.add(shown(tools.get(name))));
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", new String(WireJson.bytes(found), StandardCharsets.UTF_8));
        result.set("structuredContent", found);
        return new Answer(result);
    }

    /** It is made for whoever looks first: most gateways have few tools, and nobody who does. */
    private ToolIndex index() {
        ToolIndex known = index;
        return known == null ? made() : known;
    }

    private synchronized ToolIndex made() {
        ToolIndex known = index;
        if (known == null) {
            known = new ToolIndex();
            index = known;
        }
        return known;
    }

    private static boolean isWanted(@Nullable ObjectNode tool, String name, ToolSearch search) {
        return tool != null
                && !name.equals(OwnTools.NAME)
                && (!search.readOnly() || tool.at("/annotations/readOnlyHint").asBoolean(false));
    }

    private static ObjectNode shown(@Nullable ObjectNode tool) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        if (tool != null) {
            SHOWN.stream().filter(tool::has).forEach(member -> shown.set(member, tool.get(member)));
        }
        return shown;
    }

    private static Map<String, ObjectNode> named(List<Listing.Entry> entries) {
        Map<String, ObjectNode> named = new HashMap<>();
        entries.forEach(entry -> named.put(entry.definition().path("name").asText(), entry.definition()));
        return named;
    }
}
