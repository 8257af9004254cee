package com.datacline.gateway.openapi;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.ApiAnswer;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** Makes the result of a tool of what an API answered (MCP 2025-11-25, server, tools, tool result). */
final class ResultReader {
    /** What the gateway adds about the request stands under this name in {@code _meta}. */
    static final String META = "com.datacline.gateway/http";

    private ResultReader() {}

    static Answer read(ApiOperation operation, ApiAnswer answer) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode content = result.putArray("content");
        ObjectNode meta = JsonNodeFactory.instance.objectNode().put("status", answer.status());
        JsonNode json = json(answer);
        if (answer.status() >= 300) {
            Problem problem = Problem.of(operation, answer, json);
            content.addObject().put("type", "text").put("text", problem.text());
            if (problem.retrySeconds() > 0) {
                meta.put("retry_after_seconds", problem.retrySeconds());
            }
            if (answer.body().length > 0) {
                content.add(block(answer, json));
            }
            if (problem.isError()) {
                result.put("isError", true);
            }
        } else {
            content.add(block(answer, json));
            structure(result, json);
            NextPage.in(operation, answer, json).ifPresent(next -> {
                content.addObject().put("type", "text").put("text", next.text());
                meta.set("next", next.arguments());
            });
        }
        result.putObject("_meta").set(META, meta);
        return new Answer(result);
    }

    /** Structured content is an object; a list becomes one (MCP 2025-11-25, server, tools, structured content). */
    private static void structure(ObjectNode result, @Nullable JsonNode json) {
        if (json instanceof ObjectNode object) {
            result.set("structuredContent", object);
        } else if (json instanceof ArrayNode list) {
            result.putObject("structuredContent").set("items", list);
        }
    }

    private static @Nullable JsonNode json(ApiAnswer answer) {
        String type = type(answer);
        if (answer.body().length == 0 || !type.endsWith("/json") && !type.endsWith("+json")) {
            return null;
        }
        try {
            return WireJson.MAPPER.readTree(answer.body());
        } catch (JacksonException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }

    private static ObjectNode block(ApiAnswer answer, @Nullable JsonNode json) {
        ObjectNode block = JsonNodeFactory.instance.objectNode();
        String type = type(answer);
        if (answer.body().length == 0) {
            return block.put("type", "text")
                    .put("text", "Done: HTTP " + answer.status() + ", and nothing more was answered.");
        }
        if (json != null || isText(type)) {
            return block.put("type", "text").put("text", new String(answer.body(), charset(answer)));
        }
        String bytes = Base64.getEncoder().encodeToString(answer.body());
        if (type.startsWith("image/") || type.startsWith("audio/")) {
            return block.put("type", type.substring(0, 5)).put("data", bytes).put("mimeType", type);
        }
        block.put("type", "resource")
                .putObject("resource")
                .put("uri", shown(answer.call().url()))
                .put("mimeType", type.isEmpty() ? "application/octet-stream" : type)
                .put("blob", bytes);
        return block;
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || type.endsWith("/json")
                || type.endsWith("+json")
                || type.endsWith("/xml")
                || type.endsWith("+xml")
                || type.endsWith("yaml")
                || type.endsWith("/javascript")
                || type.endsWith("/x-www-form-urlencoded")
                || type.endsWith("/x-ndjson");
    }

    private static String type(ApiAnswer answer) {
        String type = answer.header("Content-Type");
        return type == null ? "" : type.replaceAll("\\s*;.*", "").strip().toLowerCase(Locale.ROOT);
    }

    private static Charset charset(ApiAnswer answer) {
        try {
            ContentType type = ContentType.parse(answer.header("Content-Type"));
            return type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** The query may hold the credential. */
    private static String shown(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }
}
