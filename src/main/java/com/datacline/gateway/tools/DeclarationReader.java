package com.datacline.gateway.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/** Reads the options of {@code ai-tool:NAME}, as Camel 4.22 has them, and takes out those that it knows. */
final class DeclarationReader {
    /** In the {@code _meta} of a tool: its tags. */
    static final String META_TAGS = "com.datacline/tags";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final List<String> HINTS =
            List.of("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint");

    private final CamelContext context;
    private final String tool;
    private final Map<String, Object> options;

    DeclarationReader(CamelContext context, String tool, Map<String, Object> options) {
        this.context = context;
        this.tool = tool;
        this.options = options;
    }

    /** @throws InvalidTool if the name or an option makes no sense */
    ToolDeclaration read() {
        if (!NAME.matcher(tool).matches()) {
            throw new InvalidTool(tool, "a name has letters, digits, '_' and '-' only, 64 at most");
        }
        String description = text("description");
        if (description == null) {
            throw new InvalidTool(tool, "there is no description; agents choose a tool by it");
        }
        ObjectNode definition = JsonNodeFactory.instance.objectNode().put("name", tool);
        String title = text("title");
        if (title != null) {
            definition.put("title", title);
        }
        definition.put("description", description);
        definition.set("inputSchema", schema());
        ObjectNode annotations = JsonNodeFactory.instance.objectNode();
        for (String hint : HINTS) {
            String said = text(hint);
            if (said != null) {
                annotations.put(hint, flag(hint, said));
            }
        }
        if (!annotations.isEmpty()) {
            definition.set("annotations", annotations);
        }
        List<String> tags = words(text("tags"));
        if (!tags.isEmpty()) {
            tags.forEach(definition.putObject("_meta").putArray(META_TAGS)::add);
        }
        String asBody = text("argumentsAsBody");
        return new ToolDeclaration(
                tool, description, tags, definition, asBody != null && flag("argumentsAsBody", asBody));
    }

    private ObjectNode schema() {
        Map<String, Object> parameters = PropertiesHelper.extractProperties(options, "parameter.");
        String whole = text("argSchema");
        if (whole == null) {
            return new ParameterSchema(tool).of(parameters);
        }
        if (!parameters.isEmpty()) {
            throw new InvalidTool(tool, "argSchema and parameter.* do not go together; use one of them");
        }
        return new ArgumentSchema(tool).read(context, whole);
    }

    private @Nullable String text(String option) {
        Object value = options.remove(option);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    private boolean flag(String option, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidTool(tool, option + " must be true or false, was \"" + value + "\"");
        };
    }

    private static List<String> words(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }
}
