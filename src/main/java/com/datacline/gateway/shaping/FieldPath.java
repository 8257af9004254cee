package com.datacline.gateway.shaping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/**
 * Which fields are meant: all of a name, at any depth, or those at a JSON pointer, in which {@code *} stands for every
 * member or item.
 *
 * @param name the last name
 * @param path the steps of the pointer; empty if any depth is meant
 */
record FieldPath(String name, List<String> path) {

    /** @throws IllegalArgumentException if no field is named */
    static FieldPath of(String text) {
        if (!text.startsWith("/")) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("a field has no name");
            }
            return new FieldPath(text, List.of());
        }
        List<String> steps = Arrays.stream(text.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
        return new FieldPath(steps.getLast(), steps);
    }

    /** Puts something in the place of each value that is meant. */
    void hide(JsonNode tree, JsonNode replacement) {
        if (path.isEmpty()) {
            everywhere(tree, replacement);
        } else {
            along(tree, 0, replacement);
        }
    }

    private void everywhere(JsonNode tree, JsonNode replacement) {
        if (tree instanceof ObjectNode object && object.has(name)) {
            object.set(name, replacement);
        }
        tree.forEach(child -> everywhere(child, replacement));
    }

    private void along(JsonNode tree, int depth, JsonNode replacement) {
        String step = path.get(depth);
        boolean last = depth == path.size() - 1;
        switch (tree) {
            case ObjectNode object -> {
                List<String> names = step.equals("*")
                        ? object.propertyStream()
                                .map(java.util.Map.Entry::getKey)
                                .toList()
                        : object.has(step) ? List.of(step) : List.of();
                for (String one : names) {
                    if (last) {
                        object.set(one, replacement);
                    } else {
                        along(object.path(one), depth + 1, replacement);
                    }
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (!step.equals("*") && !step.equals(String.valueOf(i))) {
                        continue;
                    }
                    if (last) {
                        array.set(i, replacement);
                    } else {
                        along(array.get(i), depth + 1, replacement);
                    }
                }
            }
            default -> {}
        }
    }
}
