package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A legacy server's error that wants URLs visited first (2025-11-25, client, elicitation, error -32042), as the result by
 * which a modern server says so. The modern era has no such error; the client calls again when the user has been there.
 */
final class UrlElicitations {
    static final int REQUIRED = -32042;

    private UrlElicitations() {}

    /** @throws CallFailed with {@code missing_capability} if the client did not declare that it can be sent to URLs */
    static ObjectNode inputRequired(RpcOutcome outcome, ObjectNode capabilities) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", "input_required");
        ObjectNode requests = result.putObject("inputRequests");
        JsonNode error = outcome.error() == null ? result : outcome.error();
        for (JsonNode elicitation : error.path("data").path("elicitations")) {
            ObjectNode request = requests.putObject("input_" + (requests.size() + 1));
            request.put("method", "elicitation/create").set("params", elicitation.deepCopy());
            Failure missing = Requests.missing(new Heard.Asked(request), capabilities);
            if (missing != null) {
                throw new CallFailed(missing);
            }
            request.withObject("/params").remove("elicitationId");
        }
        return result;
    }
}
