package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** A route file has the shape that the schema of Camel's YAML DSL wants: the one that editors use. */
final class SchemaRule {
    private static final String SCHEMA = "/schema/camelYamlDsl.json";
    private static final int SIMILAR = 3;
    /** What only says that some other message is true of every alternative. */
    private static final Set<String> WRAPPERS = Set.of("oneOf", "anyOf", "allOf", "not");

    private final JsonNode definition;
    private final JsonSchema schema;

    private SchemaRule(JsonNode definition) {
        this.definition = definition;
        // Large as it is, only the parts that a file uses are made ready.
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .preloadJsonSchema(false)
                .build();
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(definition, config);
    }

    /** Reads the schema, which takes a second or more. */
    static SchemaRule load() {
        try (InputStream in = SchemaRule.class.getResourceAsStream(SCHEMA)) {
            return new SchemaRule(JsonMapper.builder().build().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<RouteFault> judge(RouteText text) {
        List<ValidationMessage> messages = schema.validate(withTexts(text.tree())).stream()
                .filter(message -> !taken(message, text.tree()))
                .toList();
        List<RouteFault> faults = new ArrayList<>();
        messages.stream()
                .filter(message -> !explained(message, messages))
                .sorted(Comparator.comparing(SchemaRule::at))
                .forEach(message -> faults.add(text.fault(at(message), reason(message, text.tree()))));
        return faults;
    }

    /** Returns the same with expressions as texts, which the loader makes of {@code constant: 5000} too. */
    private static JsonNode withTexts(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        copy.findParents("constant").forEach(parent -> text((ObjectNode) parent, "constant"));
        copy.findParents("simple").forEach(parent -> text((ObjectNode) parent, "simple"));
        return copy;
    }

    private static void text(ObjectNode parent, String language) {
        JsonNode given = parent.path(language);
        if (given.isNumber() || given.isBoolean()) {
            parent.put(language, given.asText());
        }
    }

    /** The loader reads every scalar as a text, and a text with a placeholder as whatever the placeholder stands for. */
    private static boolean taken(ValidationMessage message, JsonNode tree) {
        JsonNode value = tree.at(at(message));
        return message.getType().equals("type")
                && (value.isNumber()
                        || value.isBoolean()
                        || value.isTextual() && value.asText().contains("{{"));
    }

    /** Tells whether another message is nearer to the cause. */
    private static boolean explained(ValidationMessage message, List<ValidationMessage> all) {
        String type = message.getType();
        boolean vague = WRAPPERS.contains(type) || type.equals("type") || type.equals("required");
        return vague
                && all.stream()
                        .anyMatch(other -> other != message
                                && !WRAPPERS.contains(other.getType())
                                && (at(other).startsWith(at(message) + "/")
                                        || at(other).equals(at(message)) && rank(other) < rank(message)));
    }

    private static int rank(ValidationMessage message) {
        return switch (message.getType()) {
            case "additionalProperties" -> 0;
            case "enum", "required" -> 1;
            case "type" -> 2;
            default -> 3;
        };
    }

    private String reason(ValidationMessage message, JsonNode tree) {
        String key = key(at(message));
        return switch (message.getType()) {
            case "additionalProperties" -> unknown(message, key);
            case "required" -> key + " lacks \"" + message.getProperty() + "\"";
            case "enum" -> key + " cannot be " + tree.at(at(message)) + "; it is one of " + rule(message);
            case "type" ->
                key + " must be " + rule(message).asText() + ", was "
                        + tree.at(at(message)).getNodeType();
            default -> key + " is none of the forms that it may have";
        };
    }

    private String unknown(ValidationMessage message, String key) {
        String given = String.valueOf(message.getProperty());
        String near = near(given, message);
        String kind = at(message).matches(".*/steps/\\d+") ? "unknown step \"" : key + " has no option \"";
        return kind + given + "\"" + (near == null ? "" : ", did you mean \"" + near + "\"?");
    }

    private @Nullable String near(String given, ValidationMessage message) {
        List<String> known = new ArrayList<>();
        String fragment = message.getSchemaLocation().getFragment().toString();
        definition
                .at(fragment.substring(0, fragment.lastIndexOf('/')) + "/properties")
                .fieldNames()
                .forEachRemaining(known::add);
        LevenshteinDistance distance = new LevenshteinDistance(SIMILAR);
        return known.stream()
                .filter(name -> distance.apply(given, name) >= 0)
                .min(Comparator.comparingInt(name -> distance.apply(given, name)))
                .orElse(null);
    }

    private JsonNode rule(ValidationMessage message) {
        return definition.at(message.getSchemaLocation().getFragment().toString());
    }

    /** The last name of the pointer says best where in a line the fault is. */
    private static String key(String pointer) {
        String[] parts = pointer.split("/", -1);
        for (int i = parts.length - 1; i > 0; i--) {
            if (!parts[i].matches("\\d+")) {
                return parts[i];
            }
        }
        return "the file";
    }

    private static String at(ValidationMessage message) {
        return message.getInstanceLocation().toString();
    }
}
