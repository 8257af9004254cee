package com.datacline.gateway.openapi;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.openapi.ApiBody.Kind;
import com.datacline.gateway.openapi.ApiBody.Part;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Writes the body of a request as its media type has it. */
final class BodyWriter {
    private BodyWriter() {}

    /** What is sent, and as what. */
    record Written(String contentType, byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return contentType + ", " + bytes.length + " bytes";
        }
    }

    /**
     * Returns the body, or null if there is none.
     *
     * @param credential members of the body that are the gateway's own
     */
    static @Nullable Written write(ApiOperation operation, JsonNode arguments, Map<String, String> credential) {
        ApiBody body = operation.body();
        JsonNode given = body == null ? null : content(operation.method(), body, arguments);
        if (!credential.isEmpty()) {
            boolean takes = body != null
                    && (body.kind() == Kind.JSON || body.kind() == Kind.FORM || body.kind() == Kind.MULTIPART);
            if (!takes || given != null && !given.isObject()) {
                throw new CallFailed(
                        FailureCode.CREDENTIAL_UNAVAILABLE,
                        "the credential goes into the body, and " + operation.tool() + " has none with members");
            }
            ObjectNode with = given == null ? JsonNodeFactory.instance.objectNode() : given.deepCopy();
            credential.forEach(with::put);
            given = with;
        }
        if (body == null || given == null) {
            return null;
        }
        return switch (body.kind()) {
            case JSON -> new Written(type(body), WireJson.bytes(given));
            case FORM -> new Written(body.mediaType(), form(body, given).getBytes(StandardCharsets.UTF_8));
            case MULTIPART -> multipart(operation, body, given);
            case TEXT -> new Written(body.mediaType(), Styles.text(given).getBytes(StandardCharsets.UTF_8));
            case BINARY -> new Written(type(body), bytes(operation, body.argument(), given));
        };
    }

    /** A range of media types is none. */
    private static String type(ApiBody body) {
        return body.mediaType().contains("*") ? "application/octet-stream" : body.mediaType();
    }

    private static @Nullable JsonNode content(String method, ApiBody body, JsonNode arguments) {
        if (body.argument() != null) {
            return arguments.get(body.argument());
        }
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        body.members().forEach((argument, member) -> {
            if (arguments.has(argument)) {
                content.set(member, arguments.get(argument));
            }
        });
        // many an API that could do without a body cannot do without an object; that of a DELETE means something
        boolean may = body.kind() == Kind.JSON && !method.equals("DELETE") && !method.equals("GET");
        return content.isEmpty() && !body.required() && !may ? null : content;
    }

    private static String form(ApiBody body, JsonNode content) {
        return content.properties().stream()
                .flatMap(member ->
                        Styles.pairs(
                                member.getKey(),
                                member.getValue(),
                                part(body, member.getKey()).form())
                                .stream())
                .map(pair -> UrlText.encode(pair.name()) + "=" + UrlText.encode(pair.value()))
                .collect(Collectors.joining("&"));
    }

    private static Part part(ApiBody body, String member) {
        return body.parts().getOrDefault(member, Part.USUAL);
    }

    private static Written multipart(ApiOperation operation, ApiBody body, JsonNode content) {
        // the library would say a character set beside the boundary, which has no meaning there (RFC 7578, section 4.7)
        String boundary = "part-" + UUID.randomUUID();
        MultipartEntityBuilder builder = MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.EXTENDED)
                .setCharset(StandardCharsets.UTF_8)
                .setBoundary(boundary);
        for (Map.Entry<String, JsonNode> member : content.properties()) {
            Iterable<JsonNode> values = member.getValue().isArray() ? member.getValue() : List.of(member.getValue());
            for (JsonNode value : values) {
                add(builder, operation, member.getKey(), value, part(body, member.getKey()));
            }
        }
        try (HttpEntity entity = builder.build()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            entity.writeTo(out);
            return new Written(body.mediaType() + "; boundary=" + boundary, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(
            MultipartEntityBuilder builder, ApiOperation operation, String name, JsonNode value, Part part) {
        if (part.binary()) {
            ContentType type = part.contentType() == null
                    ? ContentType.APPLICATION_OCTET_STREAM
                    : ContentType.parse(part.contentType().split(",", -1)[0].strip());
            builder.addBinaryBody(name, bytes(operation, name, value), type, name);
        } else if (value.isContainerNode()) {
            builder.addTextBody(name, Styles.json(value), ContentType.APPLICATION_JSON);
        } else {
            ContentType type = part.contentType() == null
                    ? ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8)
                    : ContentType.parse(part.contentType().split(",", -1)[0].strip());
            builder.addTextBody(name, Styles.text(value), type);
        }
    }

    private static byte[] bytes(ApiOperation operation, @Nullable String argument, JsonNode value) {
        try {
            return Base64.getDecoder().decode(value.asText());
        } catch (IllegalArgumentException e) {
            throw new CallFailed(
                    FailureCode.INVALID_ARGUMENTS,
                    "invalid arguments for tool " + operation.tool() + ": /" + argument + ": must be bytes in Base64");
        }
    }
}
