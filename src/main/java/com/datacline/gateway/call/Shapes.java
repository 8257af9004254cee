package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server's tools are shown to callers, where that differs from what the server says.
 *
 * @param shown definitions in other words, perhaps under another name, by the server's own name
 * @param owners the server's own names of renamed tools, by the name under which they are shown
 * @param withheld tools that are not offered, by the server's own name, and why
 * @param problem what is wrong with the routes that shape them, or null
 */
public record Shapes(
        Map<String, ObjectNode> shown,
        Map<String, String> owners,
        Map<String, String> withheld,
        @Nullable String problem) {
    /** Everything is shown as the server says it. */
    public static final Shapes NONE = of(Map.of(), Map.of(), null);

    public Shapes {
        shown = Map.copyOf(shown);
        owners = Map.copyOf(owners);
        withheld = Map.copyOf(withheld);
    }

    /** Returns the shapes; the definitions say themselves which of them are renamed. */
    public static Shapes of(Map<String, ObjectNode> shown, Map<String, String> withheld, @Nullable String problem) {
        Map<String, String> owners = new HashMap<>();
        shown.forEach((own, definition) -> {
            String name = definition.path("name").asText();
            if (!name.equals(own)) {
                owners.put(name, own);
            }
        });
        return new Shapes(shown, owners, withheld, problem);
    }

    /** Returns the name under which a tool is shown. */
    public String nameOf(String own) {
        ObjectNode definition = shown.get(own);
        return definition == null ? own : definition.path("name").asText();
    }

    /** Returns the server's own name of the tool that is shown under a name; null if no tool can have it. */
    public @Nullable String ownName(String name) {
        String own = owners.get(name);
        if (own != null) {
            return own;
        }
        return withheld.containsKey(name) || !nameOf(name).equals(name) ? null : name;
    }
}
