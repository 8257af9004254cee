package com.datacline.gateway.shaping;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.camel.Body;

/** Step of {@code kamelet:default-argument}: gives a value to an argument that the caller left out. */
public final class DefaultArgument {
    private String name = "";
    private JsonNode value = NullNode.instance;
    private boolean always;

    /** @param name the argument */
    public void setName(String name) {
        this.name = name;
    }

    /** @param value JSON, or else text */
    public void setValue(String value) {
        this.value = read(value);
    }

    /** @param always whether what the caller says does not count */
    public void setAlways(boolean always) {
        this.always = always;
    }

    /** Completes the arguments of a call. */
    public ObjectNode complete(@Body ObjectNode arguments) {
        if (always || !arguments.has(name)) {
            arguments.set(name, value.deepCopy());
        }
        return arguments;
    }

    private static JsonNode read(String text) {
        try {
            JsonNode json = WireJson.MAPPER.readTree(text);
            return json.isMissingNode() ? TextNode.valueOf(text) : json;
        } catch (JacksonException e) {
            return TextNode.valueOf(text);
        }
    }
}
