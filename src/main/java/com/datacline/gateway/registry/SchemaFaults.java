package com.datacline.gateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Says a schema's complaints in words that name the key and its line. What was given is shown only where it cannot be a
 * secret: not in urls, arguments and variables, and not in the credential's
 * block.
 */
final class SchemaFaults {
    private static final int SIMILAR = 2;
    private static final String NAME_RULE =
            "is no name for a server: letters, digits, '_', '.' and '-', no '__', not 'broadcast', at most 63 characters";

    private static final String SECRET_RULE =
            "must be env://VARIABLE, file:///path or vault://MOUNT/PATH?v=VERSION#FIELD";

    /** What a key's pattern asks for, by the key. */
    private static final Map<String, String> PATTERNS = Map.ofEntries(
            Map.entry("url", "must be an http:// or https:// address with a host"),
            Map.entry("type", "must be http, stdio, or a name that ends in -mcp such as elasticsearch-mcp"),
            Map.entry("tools", "must be a list of names, or \"*\" for all"),
            Map.entry("prefix", "must be letters, digits, '_', '.' and '-', or empty"),
            Map.entry("name", "must be letters, digits, '_', '.' and '-'"),
            Map.entry("template", "must have {credential} in it"),
            Map.entry("credential_ref", SECRET_RULE),
            Map.entry("client_secret_ref", SECRET_RULE),
            Map.entry("allowed_hosts", "must be names of hosts, or *.DOMAIN for all below it"),
            Map.entry("audience", "must not be blank"),
            Map.entry("client_metadata_url", "must be an https:// address with a path"),
            Map.entry("issuer", "must be an http:// or https:// address without query"));

    private final JsonNode schema;

    /** @param schema the schema that complains */
    SchemaFaults(JsonNode schema) {
        this.schema = schema;
    }

    /** Returns the complaint as a broken rule of the registry. */
    RegistryRules.Found describe(ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        String property = message.getProperty() == null ? "" : message.getProperty();
        if (message.getEvaluationPath().toString().contains("/propertyNames")) {
            String rule = at.endsWith("/env") ? "is no name for a variable: letters, digits and '_'" : NAME_RULE;
            return new RegistryRules.Found(at + "/" + YamlDocument.escape(property), rule);
        }
        if (message.getType().equals("additionalProperties")) {
            return new RegistryRules.Found(at + "/" + YamlDocument.escape(property), unknownKey(property, message));
        }
        String key = at.substring(at.lastIndexOf('/') + 1);
        return new RegistryRules.Found(at, reason(message, key, property) + given(message.getInstanceNode(), at));
    }

    private String reason(ValidationMessage message, String key, String property) {
        JsonNode rule = rule(message);
        return switch (message.getType()) {
            case "required" -> "needs the key " + property;
            case "type" -> "must be " + types(rule);
            case "enum" -> "must be one of " + list(rule);
            case "exclusiveMinimum" -> "must be positive";
            case "maximum" -> "must be at most " + rule.asText();
            case "minItems", "minLength" -> "must not be empty";
            case "uniqueItems" -> "must not name anything twice";
            case "pattern" -> pattern(message, key);
            default -> message.getMessage();
        };
    }

    private static String pattern(ValidationMessage message, String key) {
        String at = message.getInstanceLocation().toString();
        if (at.contains("/allowed_hosts/")) {
            return String.valueOf(PATTERNS.get("allowed_hosts"));
        }
        return isVariable(at)
                ? "must be a text, env://VARIABLE, file:///path or vault://MOUNT/PATH#FIELD"
                : PATTERNS.getOrDefault(key, "must not be blank");
    }

    private static boolean isVariable(String at) {
        return at.contains("/env/");
    }

    private String unknownKey(String property, ValidationMessage message) {
        List<String> known = new ArrayList<>();
        String keyword = message.getSchemaLocation().getFragment().toString();
        schema.at(keyword.substring(0, keyword.lastIndexOf('/')) + "/properties")
                .fieldNames()
                .forEachRemaining(known::add);
        LevenshteinDistance distance = new LevenshteinDistance(SIMILAR);
        return known.stream()
                .filter(key -> distance.apply(property, key) >= 0)
                .min(Comparator.comparingInt(key -> distance.apply(property, key)))
                .map(key -> "unknown key, did you mean \"" + key + "\"?")
                .orElse("unknown key; known are " + String.join(", ", known));
    }

    private JsonNode rule(ValidationMessage message) {
        return schema.at(message.getSchemaLocation().getFragment().toString());
    }

    private static String given(JsonNode value, String at) {
        boolean maybeSecret = at.contains("/auth") || at.endsWith("/url") || at.contains("/args") || isVariable(at);
        return value == null || value.isContainerNode() || maybeSecret ? "" : ", was " + value;
    }

    private static String types(JsonNode rule) {
        List<String> names = new ArrayList<>();
        for (JsonNode type : rule.isArray() ? rule : List.of(rule)) {
            switch (type.asText()) {
                case "object" -> names.add("a mapping of keys");
                case "array" -> names.add("a list");
                case "string" -> names.add("a text");
                case "number" -> names.add("a number");
                case "boolean" -> names.add("true or false");
                default -> {}
            }
        }
        return String.join(" or ", names);
    }

    private static String list(JsonNode rule) {
        return rule.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    }
}
