package com.datacline.gateway.tools;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds arguments against a tool's schema, so that no route runs on what it did not ask for. */
final class ArgumentCheck {
    private static final int SHOWN = 5;
    /** A schema that refers to another one elsewhere is not followed there. */
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

    /** What a schema has to be; without it, a pattern that is none would be ignored. */
    private static final JsonSchema META = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                    SchemaLocation.of(SchemaId.V202012),
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .formatAssertionsEnabled(true)
                            .build());

    private final String tool;
    private final JsonSchema schema;

    /** @throws InvalidTool if it is no schema */
    ArgumentCheck(String tool, ObjectNode schema) {
        this.tool = tool;
        var wrong = META.validate(schema);
        if (!wrong.isEmpty()) {
            throw new InvalidTool(tool, "argSchema is no schema: " + messages(wrong));
        }
        try {
            this.schema = SCHEMAS.getSchema(
                    schema,
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .build());
            this.schema.initializeValidators();
        } catch (JsonSchemaException | IllegalArgumentException e) {
            throw new InvalidTool(tool, "argSchema is no schema: " + e.getMessage());
        }
    }

    /**
     * Returns the arguments.
     *
     * @throws CallFailed with {@code invalid_arguments} if they do not fit
     */
    ObjectNode check(JsonNode given) {
        if (!(given instanceof ObjectNode arguments)) {
            throw new CallFailed(FailureCode.INVALID_ARGUMENTS, "the arguments of " + tool + " must be an object");
        }
        var wrong = schema.validate(arguments);
        if (!wrong.isEmpty()) {
            throw new CallFailed(
                    FailureCode.INVALID_ARGUMENTS,
                    "the arguments do not fit the tool " + tool + ": " + messages(wrong));
        }
        return arguments;
    }

    private static String messages(Set<ValidationMessage> wrong) {
        return wrong.stream().limit(SHOWN).map(ValidationMessage::getMessage).collect(Collectors.joining("; "));
    }
}
