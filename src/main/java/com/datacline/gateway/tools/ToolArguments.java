package com.datacline.gateway.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Route steps that put a tool's arguments into an address, encoded, so that no value becomes anything else there: {@code
 * setHeader: {name: CamelHttpQuery, method: {ref: toolArguments, method: query}}}.
 */
public final class ToolArguments {

    /** Returns all arguments as the query of a URL, such as {@code city=Oslo&days=3}; lists and objects as JSON. */
    public String query(@Variable("arguments") @Nullable ObjectNode arguments) {
        return arguments == null
                ? ""
                : arguments.properties().stream()
                        .map(argument -> encoded(argument.getKey()) + "="
                                + encoded(argument.getValue()
                                        .asText(argument.getValue().toString())))
                        .collect(Collectors.joining("&"));
    }

    /**
     * Returns one value as one segment of a path.
     *
     * @throws ToolFailed if it is empty, {@code .} or {@code ..}, which lead elsewhere
     */
    public String segment(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new ToolFailed("\"" + text + "\" cannot be part of an address");
        }
        return encoded(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
