package com.datacline.gateway.shaping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Body;

/** Step of {@code kamelet:rename-tool}: shows a tool under another name. */
public final class RenameTool {
    private String name = "{name}";

    /** @param name the new name; {name} stands for the old one */
    public void setName(String name) {
        this.name = name;
    }

    /** Renames a definition. */
    public ObjectNode rename(@Body ObjectNode definition) {
        return definition.put(
                "name", name.replace("{name}", definition.path("name").asText()));
    }
}
