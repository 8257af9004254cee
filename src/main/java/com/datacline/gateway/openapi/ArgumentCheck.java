package com.datacline.gateway.openapi;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Compares arguments with what the tool asks for, before anything goes out. Each schema is prepared when it is first used. */
final class ArgumentCheck {
    /** More than that nobody reads. */
    private static final int MOST = 8;

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            // nothing is fetched because a schema names it
            builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();

    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    /** @throws CallFailed with {@code invalid_arguments} that says what is wrong and where */
    void check(ApiOperation operation, JsonNode arguments) {
        JsonSchema schema = schemas.computeIfAbsent(
                operation.tool(),
                tool -> FACTORY.getSchema(operation.definition().path("inputSchema"), CONFIG));
        Set<ValidationMessage> wrong = schema.validate(arguments);
        if (!wrong.isEmpty()) {
            throw new CallFailed(
                    FailureCode.INVALID_ARGUMENTS,
                    "invalid arguments for tool " + operation.tool() + ": "
                            + wrong.stream()
                                    .limit(MOST)
                                    .map(ArgumentCheck::describe)
                                    .collect(Collectors.joining("; ")));
        }
    }

    private static String describe(ValidationMessage wrong) {
        String message = wrong.getMessage();
        return message.startsWith(":") ? "/" + message : message;
    }
}
