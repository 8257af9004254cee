package com.datacline.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one server offered when it was last asked.
 *
 * @param tools its tools by their own name, as it described them
 * @param problem why there are none, or null if it answered
 */
public record Offer(Map<String, ObjectNode> tools, @Nullable String problem) {
    public Offer {
        tools = new LinkedHashMap<>(tools);
    }

    /** Of a server that has not been asked yet. */
    public static final Offer UNKNOWN = new Offer(Map.of(), "it has not answered yet");

    static Offer unknown(String problem) {
        return new Offer(Map.of(), problem);
    }
}
