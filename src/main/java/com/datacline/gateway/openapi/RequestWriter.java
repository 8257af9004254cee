package com.datacline.gateway.openapi;

import com.datacline.gateway.call.ApiCall;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.openapi.ApiParameter.Place;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Writes the call of a tool as the request of its operation, with the credential in its place. */
final class RequestWriter {
    private static final String ACCEPT = "application/json, text/plain;q=0.9, */*;q=0.8";

    private final ApiOperation operation;
    private final JsonNode arguments;
    private final UpstreamCall call;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private RequestWriter(ApiOperation operation, JsonNode arguments, UpstreamCall call) {
        this.operation = operation;
        this.arguments = arguments;
        this.call = call;
    }

    /**
     * Returns the request.
     *
     * @throws CallFailed with {@code invalid_arguments} if an argument cannot stand where it goes
     */
    static ApiCall write(ApiOperation operation, JsonNode arguments, UpstreamCall call) {
        return new RequestWriter(operation, arguments, call).write();
    }

    private ApiCall write() {
        headers.put("Accept", List.of(ACCEPT));
        String path = operation.path();
        List<String> query = new ArrayList<>();
        List<String> cookies = new ArrayList<>();
        for (ApiParameter parameter : operation.parameters()) {
            JsonNode value = arguments.path(parameter.argument());
            if (value.isMissingNode() || value.isNull() && parameter.place() != Place.PATH) {
                continue;
            }
            switch (parameter.place()) {
                case PATH -> path = path.replace("{" + parameter.name() + "}", segment(parameter, value));
                case QUERY ->
                    Styles.pairs(parameter.name(), value, parameter.form())
                            .forEach(pair -> query.add(UrlText.encode(pair.name()) + "="
                                    + UrlText.encode(
                                            pair.value(), parameter.form().allowReserved())));
                case HEADER -> headers.put(parameter.name(), List.of(header(parameter, value)));
                case COOKIE ->
                    Styles.pairs(parameter.name(), value, parameter.form())
                            .forEach(pair ->
                                    cookies.add(UrlText.encode(pair.name()) + "=" + UrlText.encode(pair.value())));
            }
        }
        if (!cookies.isEmpty()) {
            headers.put("Cookie", List.of(String.join("; ", cookies)));
        }
        BodyWriter.Written body =
                BodyWriter.write(operation, arguments, call.credential().body());
        if (body != null) {
            headers.put("Content-Type", List.of(body.contentType()));
        }
        call.credential().headers().forEach((name, value) -> headers.put(name, List.of(value)));
        call.credential()
                .query()
                .forEach((name, value) -> query.add(UrlText.encode(name) + "=" + UrlText.encode(value)));
        String url = operation.base() + path;
        if (!query.isEmpty()) {
            url += (path.contains("?") ? "&" : "?") + String.join("&", query);
        }
        return new ApiCall(
                call, operation.method(), URI.create(url), headers, body == null ? new byte[0] : body.bytes());
    }

    /** A value that is nothing, or steps up, would make another path of it, and so another operation. */
    private String segment(ApiParameter parameter, JsonNode value) {
        String text = Styles.simple(parameter.name(), value, parameter.form(), UrlText::encode);
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw invalid(parameter, "must not be empty, \".\" or \"..\", for it is a part of the path");
        }
        return text;
    }

    private String header(ApiParameter parameter, JsonNode value) {
        String text = Styles.simple(parameter.name(), value, parameter.form(), UnaryOperator.identity());
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw invalid(parameter, "must be one line of ASCII, for it goes into a header");
        }
        return text;
    }

    private CallFailed invalid(ApiParameter parameter, String why) {
        return new CallFailed(
                FailureCode.INVALID_ARGUMENTS,
                "invalid arguments for tool " + operation.tool() + ": /" + parameter.argument() + ": " + why);
    }
}
