package com.datacline.gateway.openapi;

import com.datacline.gateway.openapi.ApiParameter.Form;
import com.datacline.gateway.openapi.ApiParameter.Place;
import com.datacline.gateway.openapi.ApiParameter.Style;
import com.datacline.gateway.registry.Auth;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a tool of an operation: its arguments are the operation's parameters and what its body holds. */
final class ToolMaker {
    /** Headers that a parameter may not be (OpenAPI 3.1, parameter object, name), or that belong to the connection. */
    private static final Set<String> NO_PARAMETERS = Set.of(
            "accept",
            "content-type",
            "authorization",
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "cookie");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private final References references;
    private final JsonSchemas schemas;
    private final boolean modern;
    private final @Nullable Auth auth;

    /**
     * @param modern whether the document is of 3.1
     * @param auth the credential, whose place is no parameter for callers
     */
    ToolMaker(References references, JsonSchemas schemas, boolean modern, @Nullable Auth auth) {
        this.references = references;
        this.schemas = schemas;
        this.modern = modern;
        this.auth = auth;
    }

    References references() {
        return references;
    }

    JsonSchemas schemas() {
        return schemas;
    }

    /** @throws UnusableOperation if something in it cannot be had */
    ApiOperation make(String tool, String method, URI base, String path, List<Parameter> shared, Operation operation) {
        Arguments arguments = new Arguments();
        List<ApiParameter> parameters = new ArrayList<>();
        for (Parameter parameter : parameters(shared, operation)) {
            ApiParameter added = add(parameter, arguments);
            if (added != null) {
                parameters.add(added);
            }
        }
        checkPath(path, parameters);
        ApiBody body = operation.getRequestBody() == null
                ? null
                : new BodyMaker(this).make(references.requestBody(operation.getRequestBody()), arguments);
        Set<String> statuses = operation.getResponses() == null
                ? Set.of()
                : operation.getResponses().keySet();
        ObjectNode definition = Descriptions.describe(tool, method, path, operation);
        definition.set("inputSchema", schemas.complete(arguments.schema()));
        definition.set("annotations", Descriptions.annotations(method));
        return new ApiOperation(tool, method, base, path, parameters, body, statuses, definition);
    }

    /** Returns a schema of the model as a tree. */
    JsonNode tree(@Nullable Schema<?> schema) {
        if (schema == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        return (modern ? Json31.mapper() : Json.mapper()).valueToTree(schema);
    }

    /** Those of the operation stand before those of its path by the same name and place. */
    private List<Parameter> parameters(List<Parameter> shared, Operation operation) {
        Map<String, Parameter> all = new LinkedHashMap<>();
        List<Parameter> own = Objects.requireNonNullElse(operation.getParameters(), List.of());
        for (List<Parameter> some : List.of(shared, own)) {
            for (Parameter parameter : some) {
                Parameter meant = references.parameter(parameter);
                all.put(meant.getIn() + " " + meant.getName(), meant);
            }
        }
        return List.copyOf(all.values());
    }

    private @Nullable ApiParameter add(Parameter parameter, Arguments arguments) {
        Place place = Place.valueOf(parameter.getIn().toUpperCase(Locale.ROOT));
        String name = parameter.getName();
        if (place == Place.HEADER && !name.matches(TOKEN)) {
            throw new UnusableOperation("has a header whose name is none (RFC 9110, section 5.1)");
        }
        if (isOurs(place, name)) {
            return null;
        }
        JsonNode schema = schemas.translate(schema(parameter));
        if (schema instanceof ObjectNode object) {
            if (parameter.getDescription() != null) {
                object.put("description", parameter.getDescription());
            }
            if (Boolean.TRUE.equals(parameter.getDeprecated())) {
                object.put("deprecated", true);
            }
        }
        boolean required = place == Place.PATH || Boolean.TRUE.equals(parameter.getRequired());
        String argument = arguments.add(name, place, schema, required);
        return new ApiParameter(argument, name, place, form(parameter, place));
    }

    private boolean isOurs(Place place, String name) {
        boolean credential = auth != null
                && auth.method() != Auth.Method.NONE
                && (place == Place.HEADER
                                && auth.location() == Auth.Location.HEADER
                                && auth.name().equalsIgnoreCase(name)
                        || place == Place.QUERY
                                && auth.location() == Auth.Location.QUERY
                                && auth.name().equals(name));
        return credential || place == Place.HEADER && NO_PARAMETERS.contains(name.toLowerCase(Locale.ROOT));
    }

    private JsonNode schema(Parameter parameter) {
        Content content = parameter.getContent();
        return content == null || content.isEmpty()
                ? tree(parameter.getSchema())
                : tree(content.values().iterator().next().getSchema());
    }

    private static Form form(Parameter parameter, Place place) {
        if (parameter.getContent() != null && !parameter.getContent().isEmpty()) {
            return Form.JSON;
        }
        Style usual = place == Place.QUERY || place == Place.COOKIE ? Style.FORM : Style.SIMPLE;
        Style style = parameter.getStyle() == null
                ? usual
                : Style.of(parameter.getStyle().toString());
        boolean explode = parameter.getExplode() == null ? style == Style.FORM : parameter.getExplode();
        return new Form(style, explode, Boolean.TRUE.equals(parameter.getAllowReserved()));
    }

    private static void checkPath(String path, List<ApiParameter> parameters) {
        String rest = path;
        for (ApiParameter parameter : parameters) {
            if (parameter.place() == Place.PATH) {
                rest = rest.replace("{" + parameter.name() + "}", "");
            }
        }
        if (rest.contains("{")) {
            throw new UnusableOperation("has a path with a parameter that it does not describe");
        }
        if (!isPath(rest)) {
            throw new UnusableOperation("has a path that cannot stand in a URL");
        }
    }

    private static boolean isPath(String path) {
        try {
            return path.startsWith("/") && URI.create("http://host" + path).getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
