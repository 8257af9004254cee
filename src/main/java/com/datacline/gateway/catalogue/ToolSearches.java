package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Resolution;
import com.datacline.gateway.call.Selection;
import com.datacline.gateway.call.ToolSearch;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Reads what somebody looks for. */
final class ToolSearches {
    private ToolSearches() {}

    /** @param byTool whether it is a call of the gateway's own tool */
    static Resolution read(CallRequest request, boolean byTool) {
        JsonNode given = request.operation().arguments();
        JsonNode query = given.path("query");
        JsonNode limit = given.path("limit");
        JsonNode readOnly = given.path("read_only");
        if (!query.isTextual() || query.asText().isBlank() || query.asText().length() > OwnTools.LONGEST_QUERY) {
            return wrong("query must be a text of 1 to " + OwnTools.LONGEST_QUERY + " characters");
        }
        if (!isText(given.path("server")) || !isText(given.path("tag"))) {
            return wrong("server and tag must be texts");
        }
        int most = limit.isMissingNode() ? OwnTools.USUAL_LIMIT : limit.asInt(0);
        if (!limit.isMissingNode() && !limit.isIntegralNumber() || most < 1 || most > OwnTools.HIGHEST_LIMIT) {
            return wrong("limit must be a number from 1 to " + OwnTools.HIGHEST_LIMIT);
        }
        if (!readOnly.isMissingNode() && !readOnly.isBoolean()) {
            return wrong("read_only must be true or false");
        }
        ListRequest list = new ListRequest(
                request.requestId(),
                request.era(),
                Action.LIST_TOOLS,
                null,
                new Selection(one(given.path("server")), one(given.path("tag")), false),
                null,
                request.startNanos());
        return new ToolSearch(list, query.asText(), most, readOnly.asBoolean(false), byTool);
    }

    private static boolean isText(JsonNode given) {
        return given.isMissingNode() || given.isTextual();
    }

    private static Set<String> one(JsonNode given) {
        return given.isMissingNode() ? Set.of() : Set.of(given.asText());
    }

    private static Failure wrong(String why) {
        return new Failure(FailureCode.INVALID_ARGUMENTS, why);
    }
}
