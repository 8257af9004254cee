package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.Set;

/**
 * What a person has said to a call so far.
 *
 * @param operation the call as the server shall see it
 * @param routes the ids of routes to which the person has said yes
 * @param response the answer to what was asked last, in the shape of an elicitation's result; missing if nothing was
 */
record Confirmed(Operation operation, Set<String> routes, JsonNode response) {

    static Confirmed nothing(Operation operation) {
        return new Confirmed(operation, Set.of(), MissingNode.getInstance());
    }

    Confirmed and(String route) {
        Set<String> more = new HashSet<>(routes);
        more.add(route);
        return new Confirmed(operation, Set.copyOf(more), MissingNode.getInstance());
    }
}
