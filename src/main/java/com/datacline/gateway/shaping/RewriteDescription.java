package com.datacline.gateway.shaping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Body;

/** Step of {@code kamelet:rewrite-description}: describes a tool in other words. */
public final class RewriteDescription {
    private String text = "{description}";

    /** @param text the new description; {description} stands for the server's own */
    public void setText(String text) {
        this.text = text;
    }

    /** Rewrites a definition's description. */
    public ObjectNode rewrite(@Body ObjectNode definition) {
        return definition.put(
                "description",
                text.replace("{description}", definition.path("description").asText()));
    }
}
