package com.datacline.gateway.openapi;

import com.datacline.gateway.openapi.ApiBody.Kind;
import com.datacline.gateway.openapi.ApiBody.Part;
import com.datacline.gateway.openapi.ApiParameter.Form;
import com.datacline.gateway.openapi.ApiParameter.Style;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.media.Encoding;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes arguments of an operation's body: one for each member where the body is a plain object, else one for the whole. */
final class BodyMaker {
    /** With one of these an object is more than a list of its members. */
    private static final Set<String> NOT_PLAIN = Set.of(
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "additionalProperties",
            "patternProperties",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
            "propertyNames",
            "unevaluatedProperties");

    private final ToolMaker maker;

    BodyMaker(ToolMaker maker) {
        this.maker = maker;
    }

    @Nullable
    ApiBody make(RequestBody body, Arguments arguments) {
        if (body.getContent() == null || body.getContent().isEmpty()) {
            return null;
        }
        Map.Entry<String, MediaType> chosen = choose(body.getContent());
        String mediaType = chosen.getKey();
        Kind kind = kind(mediaType);
        boolean required = Boolean.TRUE.equals(body.getRequired());
        JsonNode given = maker.tree(chosen.getValue().getSchema());
        JsonNode meant = maker.schemas().meant(given);
        Map<String, Part> parts = parts(chosen.getValue().getEncoding(), meant);
        if (isPlain(meant, kind, required)) {
            JsonNode translated = maker.schemas().translate(meant);
            Set<String> must = new HashSet<>();
            translated.path("required").forEach(name -> must.add(name.asText()));
            Map<String, String> members = new LinkedHashMap<>();
            translated
                    .path("properties")
                    .properties()
                    .forEach(member -> members.put(
                            arguments.add(
                                    member.getKey(),
                                    encoded(member.getValue(), parts.get(member.getKey())),
                                    must.contains(member.getKey())),
                            member.getKey()));
            return new ApiBody(mediaType, kind, required, null, members, parts);
        }
        JsonNode schema = kind == Kind.BINARY ? bytes() : maker.schemas().translate(given);
        if (schema instanceof ObjectNode object && body.getDescription() != null && !object.has("description")) {
            object.put("description", body.getDescription());
        }
        return new ApiBody(mediaType, kind, required, arguments.add(Arguments.BODY, schema, required), Map.of(), parts);
    }

    /** JSON says most; a form says what it is made of; of the rest the first will do. */
    private static Map.Entry<String, MediaType> choose(Map<String, MediaType> content) {
        Map.Entry<String, MediaType> best = content.entrySet().iterator().next();
        for (Map.Entry<String, MediaType> candidate : content.entrySet()) {
            if (kind(candidate.getKey()).ordinal() < kind(best.getKey()).ordinal()) {
                best = candidate;
            }
        }
        return best;
    }

    private static Kind kind(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT).replaceAll("\\s*;.*", "");
        if (type.equals("application/json") || type.endsWith("+json")) {
            return Kind.JSON;
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return Kind.FORM;
        }
        if (type.startsWith("multipart/")) {
            return Kind.MULTIPART;
        }
        return type.startsWith("text/") || type.endsWith("xml") || type.endsWith("yaml") ? Kind.TEXT : Kind.BINARY;
    }

    /** An optional body with members that must be there is all or nothing, which arguments side by side cannot say. */
    private static boolean isPlain(JsonNode schema, Kind kind, boolean required) {
        boolean object = schema.path("properties").isObject()
                && !schema.path("nullable").asBoolean()
                && (!schema.has("type") || schema.path("type").asText().equals("object"));
        boolean closed = NOT_PLAIN.stream().noneMatch(key -> schema.has(key) && !isNo(schema, key));
        boolean described = schema.path("required").valueStream().allMatch(name -> schema.path("properties")
                .has(name.asText()));
        boolean whole = described && (required || schema.path("required").isEmpty());
        return kind != Kind.TEXT && kind != Kind.BINARY && object && closed && whole;
    }

    private static boolean isNo(JsonNode schema, String key) {
        return key.equals("additionalProperties")
                && schema.path(key).isBoolean()
                && !schema.path(key).asBoolean();
    }

    private Map<String, Part> parts(@Nullable Map<String, Encoding> encodings, JsonNode schema) {
        Map<String, Part> parts = new HashMap<>();
        schema.path("properties").properties().forEach(member -> {
            JsonNode type = maker.schemas().meant(member.getValue());
            boolean binary = isBinary(type) || isBinary(maker.schemas().meant(type.path("items")));
            @Nullable Encoding encoding = encodings == null ? null : encodings.get(member.getKey());
            if (encoding != null || binary || isObject(type)) {
                parts.put(member.getKey(), part(encoding, type, binary));
            }
        });
        return parts;
    }

    private static Part part(@Nullable Encoding encoding, JsonNode type, boolean binary) {
        if (encoding == null) {
            return new Part(isObject(type) ? Form.JSON : Form.QUERY, null, binary);
        }
        Style style = encoding.getStyle() == null
                ? null
                : Style.of(encoding.getStyle().toString());
        boolean explode = encoding.getExplode() == null ? style == null || style == Style.FORM : encoding.getExplode();
        Form form = style == null && encoding.getExplode() == null && isObject(type)
                ? Form.JSON
                : new Form(
                        style == null ? Style.FORM : style, explode, Boolean.TRUE.equals(encoding.getAllowReserved()));
        return new Part(form, encoding.getContentType(), binary);
    }

    private static boolean isObject(JsonNode type) {
        return type.path("type").asText().equals("object") || type.has("properties");
    }

    private static boolean isBinary(JsonNode type) {
        return type.path("format").asText().equals("binary")
                || type.path("contentMediaType").asText().equals("application/octet-stream");
    }

    /** A caller has no other way to give bytes in JSON. */
    private JsonNode encoded(JsonNode schema, @Nullable Part part) {
        if (part == null || !part.binary() || !(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode one = object.get("items") instanceof ObjectNode items ? items : object;
        one.remove("format");
        one.put("type", "string").put("contentEncoding", "base64");
        return object;
    }

    private JsonNode bytes() {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("type", "string")
                .put("contentEncoding", "base64")
                .put("description", "The body's bytes in Base64.");
    }
}
