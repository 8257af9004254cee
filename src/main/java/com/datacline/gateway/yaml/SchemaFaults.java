package com.datacline.gateway.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Says a schema's complaints in words that name the key. What was given is shown where it cannot be a secret. */
final class SchemaFaults {
    private static final int SIMILAR = 2;
    private final JsonNode schema;
    private final Words words;

    /** @param schema the schema that complains */
    SchemaFaults(JsonNode schema, Words words) {
        this.schema = schema;
        this.words = words;
    }

    /** Returns the complaint as a broken rule. */
    Finding describe(ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        String property = message.getProperty() == null ? "" : message.getProperty();
        if (message.getEvaluationPath().toString().contains("/propertyNames")) {
            return new Finding(at + "/" + YamlDocument.escape(property), words.badName(at));
        }
        if (message.getType().equals("additionalProperties")) {
            return new Finding(at + "/" + YamlDocument.escape(property), unknownKey(property, message));
        }
        return new Finding(at, reason(message, property) + given(message.getInstanceNode(), at));
    }

    private String reason(ValidationMessage message, String property) {
        JsonNode rule = rule(message);
        return switch (message.getType()) {
            case "required" -> "needs the key " + property;
            case "type" -> "must be " + types(rule);
            case "enum" -> "must be one of " + list(rule);
            case "exclusiveMinimum" -> "must be positive";
            case "minimum" -> "must be at least " + rule.asText();
            case "maximum" -> "must be at most " + rule.asText();
            case "minItems", "minLength" -> "must not be empty";
            case "uniqueItems" -> "must not name anything twice";
            case "pattern" ->
                words.pattern(
                        message.getInstanceLocation().toString(),
                        message.getInstanceNode().asText());
            default -> message.getMessage();
        };
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

    private String given(JsonNode value, String at) {
        return value == null || value.isContainerNode() || words.maybeSecret(at) ? "" : ", was " + value;
    }

    private static String types(JsonNode rule) {
        List<String> names = new ArrayList<>();
        for (JsonNode type : rule.isArray() ? rule : List.of(rule)) {
            switch (type.asText()) {
                case "object" -> names.add("a mapping of keys");
                case "array" -> names.add("a list");
                case "string" -> names.add("a text");
                case "number" -> names.add("a number");
                case "integer" -> names.add("a whole number");
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
