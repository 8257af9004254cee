package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects every {@code x-mcp-header} of a schema and holds it against the rules: it names a header no other one names, on a
 * property that is a string, an integer or a boolean and that {@code properties} alone lead to.
 */
final class HeaderDeclarations {
    private static final String KEYWORD = "x-mcp-header";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
    private static final List<String> SCHEMAS = List.of(
            "items",
            "prefixItems",
            "contains",
            "additionalProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "propertyNames",
            "oneOf",
            "anyOf",
            "allOf",
            "not",
            "if",
            "then",
            "else");
    private static final List<String> NAMED_SCHEMAS =
            List.of("patternProperties", "dependentSchemas", "$defs", "definitions");

    private final Map<String, List<String>> found;

    HeaderDeclarations(Map<String, List<String>> found) {
        this.found = found;
    }

    void visit(JsonNode schema, List<String> path, boolean direct) {
        if (!(schema instanceof ObjectNode)) {
            return;
        }
        JsonNode header = schema.get(KEYWORD);
        if (header != null) {
            declare(header, schema.path("type").asText(), path, direct && !path.isEmpty());
        }
        schema.path("properties")
                .properties()
                .forEach(property -> visit(
                        property.getValue(),
                        Stream.concat(path.stream(), Stream.of(property.getKey()))
                                .toList(),
                        direct));
        for (String keyword : SCHEMAS) {
            JsonNode inner = schema.path(keyword);
            visit(inner, path, false);
            if (inner.isArray()) {
                inner.forEach(each -> visit(each, path, false));
            }
        }
        NAMED_SCHEMAS.forEach(keyword -> schema.path(keyword).forEach(each -> visit(each, path, false)));
    }

    private void declare(JsonNode header, String type, List<String> path, boolean direct) {
        String where = KEYWORD + " of " + (path.isEmpty() ? "the schema" : String.join(".", path));
        if (!direct) {
            throw new IllegalArgumentException(where + " is not on a property that properties alone lead to");
        }
        if (!header.isTextual() || !TOKEN.matcher(header.asText()).matches()) {
            throw new IllegalArgumentException(where + " is not the name of a header: " + header);
        }
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(where + " is on neither a string nor an integer nor a boolean");
        }
        if (found.putIfAbsent(header.asText(), path) != null) {
            throw new IllegalArgumentException(where + " names a header that is taken: " + header.asText());
        }
    }
}
