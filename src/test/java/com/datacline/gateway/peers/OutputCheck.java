package com.datacline.gateway.peers;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.Map;
import java.util.Set;

/**
 * Checks structured content for the Java client. Its own check is built on a newer major version of the validator than
 * the gateway's; it can go when the gateway has moved to that version.
 */
final class OutputCheck implements JsonSchemaValidator {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object structuredContent) {
        JsonNode content = WireJson.MAPPER.valueToTree(structuredContent);
        JsonNode expected = WireJson.MAPPER.valueToTree(schema);
        Set<ValidationMessage> faults = SCHEMAS.getSchema(expected).validate(content);
        return faults.isEmpty()
                ? ValidationResponse.asValid(content.toString())
                : ValidationResponse.asInvalid(faults.toString());
    }
}
