package com.datacline.gateway.door;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** The JSON body of a REST request. */
final class RestBody {
    private RestBody() {}

    /** @throws CallFailed if it is not a JSON object */
    static ObjectNode object(byte[] body) {
        if (parse(body) instanceof ObjectNode object) {
            return object;
        }
        throw new CallFailed(FailureCode.INVALID_ARGUMENTS, "the body must be a JSON object");
    }

    /** @throws CallFailed if it is not JSON */
    static JsonNode parse(byte[] body) {
        try {
            return WireJson.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new CallFailed(FailureCode.INVALID_JSON, "not valid JSON: " + JsonFlaw.of(e));
        } catch (IOException e) {
            throw new CallFailed(FailureCode.INVALID_JSON, "the body cannot be read");
        }
    }
}
