package com.datacline.gateway.openapi;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;

/** The text of a document, JSON or YAML, as a tree. */
final class DocumentText {
    private DocumentText() {}

    /** @throws InvalidDocument if it is neither */
    static JsonNode read(byte[] text) {
        try {
            JsonNode tree = isJson(text)
                    ? WireJson.MAPPER.readTree(text)
                    : yaml(text.length).readTree(text);
            if (!tree.isObject()) {
                throw new InvalidDocument("is no OpenAPI document: it is not a mapping of keys");
            }
            return tree;
        } catch (JacksonException e) {
            String line =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new InvalidDocument("is neither JSON nor YAML" + line + ": " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidDocument("cannot be read: " + e.getMessage());
        }
    }

    private static boolean isJson(byte[] text) {
        String start = new String(text, 0, Math.min(text.length, 200), StandardCharsets.UTF_8);
        return start.stripLeading().startsWith("{");
    }

    /** Its size is bounded by what is read at all; an alias is not followed, so nothing in it multiplies. */
    private static YAMLMapper yaml(int length) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Math.max(length, 1));
        options.setNestingDepthLimit(WireJson.MAX_DEPTH);
        return new YAMLMapper(YAMLFactory.builder().loaderOptions(options).build());
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
