package com.datacline.gateway.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a REST API as a tool.
 *
 * @param tool the tool's name
 * @param method the HTTP method
 * @param base the address that the path is appended to, without a slash at its end
 * @param path the path with parameters in braces
 * @param parameters what goes elsewhere than into the body
 * @param body what goes into the body, or null for nothing
 * @param statuses the statuses that the document speaks of, such as {@code 302}
 * @param definition the tool as {@code tools/list} tells it
 */
record ApiOperation(
        String tool,
        String method,
        URI base,
        String path,
        List<ApiParameter> parameters,
        @Nullable ApiBody body,
        Set<String> statuses,
        ObjectNode definition) {

    ApiOperation {
        parameters = List.copyOf(parameters);
        statuses = Set.copyOf(statuses);
    }

    /** Tells whether a query parameter has that name. */
    boolean asksFor(String parameter) {
        return parameters.stream()
                .anyMatch(one ->
                        one.place() == ApiParameter.Place.QUERY && one.name().equals(parameter));
    }

    /** Returns the argument of a query parameter. */
    String argumentOf(String parameter) {
        return parameters.stream()
                .filter(one ->
                        one.place() == ApiParameter.Place.QUERY && one.name().equals(parameter))
                .map(ApiParameter::argument)
                .findFirst()
                .orElse(parameter);
    }
}
