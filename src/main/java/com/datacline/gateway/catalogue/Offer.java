package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Shapes;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one server offered when it was last asked.
 *
 * @param info what it said of itself: capabilities, instructions, serverInfo
 * @param lists what it lists, by the action that asks for it
 * @param failing lists that it could not tell last time, and why; what it told before still stands
 * @param quarantined tools that are kept away from callers, and why; they are not among the lists
 * @param shapes how its tools are shown, where that differs
 * @param problem why there is nothing at all, or null if it answered
 */
public record Offer(
        ObjectNode info,
        Map<Action, OfferedList> lists,
        Map<Action, String> failing,
        Map<String, String> quarantined,
        Shapes shapes,
        @Nullable String problem) {
    public Offer {
        lists = Map.copyOf(lists);
        failing = Map.copyOf(failing);
        quarantined = Map.copyOf(quarantined);
    }

    /** Of a server that has not been asked yet. */
    public static final Offer UNKNOWN = unknown("it has not answered yet");

    static Offer unknown(String problem) {
        return new Offer(JsonNodeFactory.instance.objectNode(), Map.of(), Map.of(), Map.of(), Shapes.NONE, problem);
    }

    /** Returns the same without some tools. */
    Offer without(Map<String, String> tools) {
        if (tools.isEmpty()) {
            return this;
        }
        Map<Action, OfferedList> others = new HashMap<>(lists);
        others.computeIfPresent(Action.LIST_TOOLS, (action, list) -> list.without(tools.keySet()));
        return new Offer(info, others, failing, tools, shapes, problem);
    }

    /** Returns the same without the tools that routes keep away from callers. */
    Offer shaped() {
        if (shapes.withheld().isEmpty()) {
            return this;
        }
        Map<Action, OfferedList> others = new HashMap<>(lists);
        others.computeIfPresent(
                Action.LIST_TOOLS,
                (action, list) -> list.without(shapes.withheld().keySet()));
        return new Offer(info, others, failing, quarantined, shapes, problem);
    }

    /** Returns a tool as callers see it, by its own name; null if it is not offered. */
    @Nullable
    ObjectNode shown(@Nullable String own) {
        ObjectNode told = own == null ? null : tools().get(own);
        return told == null ? null : shapes.shown().getOrDefault(own, told);
    }

    /** Returns one of the lists, empty if the server has none. */
    public OfferedList list(Action action) {
        return lists.getOrDefault(action, OfferedList.EMPTY);
    }

    /** Returns the tools by their own names. */
    public Map<String, ObjectNode> tools() {
        return list(Action.LIST_TOOLS).items();
    }

    /** Tells whether the server says that it has a capability, such as {@code resources}. */
    public boolean has(String capability) {
        return info.path("capabilities").has(capability);
    }

    /** Returns the lists in which callers see something else than they did. */
    Set<Action> differences(Offer before) {
        return Action.LISTS.stream()
                .filter(action -> !list(action).equals(before.list(action))
                        || (action == Action.LIST_TOOLS && !shapes.equals(before.shapes)))
                .collect(Collectors.toSet());
    }

    /** Tells whether the list is what the server said when it was last asked. */
    boolean knows(Action action) {
        return problem == null && !failing.containsKey(action);
    }
}
