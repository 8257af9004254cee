package com.datacline.gateway.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The text of a client's configuration: JSON, with comments and trailing commas as editors allow them. An entry is put into the
 * text, so that everything else stays as its owner wrote it.
 */
final class ClientFile {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String text;
    private final ObjectNode tree;

    private ClientFile(String text, ObjectNode tree) {
        this.text = text;
        this.tree = tree;
    }

    /**
     * Reads a configuration; an empty text is one without entries.
     *
     * @throws IOException if it is not a JSON object
     */
    static ClientFile of(String text) throws IOException {
        String whole = text.isBlank() ? "{}\n" : text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (MAPPER.readTree(whole) instanceof ObjectNode tree) {
            return new ClientFile(whole, tree);
        }
        throw new IOException("it is not a JSON object");
    }

    /** Returns an entry, or null. */
    @Nullable
    JsonNode entry(String section, String name) {
        return tree.path(section).get(name);
    }

    /**
     * Returns the text with an entry in it, new or in the place of the one before.
     *
     * @throws IOException if the section is there and is not an object
     */
    String with(String section, String name, JsonNode entry) throws IOException {
        JsonNode known = tree.get(section);
        if (known != null && !known.isObject()) {
            throw new IOException(section + " is not an object");
        }
        Places places = Places.find(text, section, name);
        String shown = entry.toPrettyString().replace("\n", "\n" + (known == null ? "    " : "    "));
        String result;
        if (places.entry() != null) {
            result = text.substring(0, places.entry().from())
                    + shown
                    + text.substring(places.entry().to());
        } else if (known != null) {
            result = inserted(places.section(), "    \"" + name + "\": " + shown, known.isEmpty(), "  ");
        } else {
            String whole = "  \"" + section + "\": {\n    \"" + name + "\": " + shown + "\n  }";
            result = inserted(places.root(), whole, tree.isEmpty(), "");
        }
        of(result);
        return result;
    }

    /** Puts a member right after the brace that begins an object. */
    private String inserted(int begin, String member, boolean empty, String indent) {
        String rest = text.substring(begin);
        String end =
                empty ? (rest.stripLeading().startsWith("}") ? "\n" + indent + rest.stripLeading() : rest) : "," + rest;
        return text.substring(0, begin) + "\n" + member + end;
    }

    /** A part of the text. */
    private record Part(int from, int to) {}

    /**
     * Where things stand in the text.
     *
     * @param root after the brace that begins the document
     * @param section after the brace that begins the section, or -1
     * @param entry the value of the entry, or null
     */
    private record Places(int root, int section, @Nullable Part entry) {
        static Places find(String text, String section, String name) throws IOException {
            try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
                parser.nextToken();
                int root = end(parser);
                if (!enter(parser, section)) {
                    return new Places(root, -1, null);
                }
                int begin = end(parser);
                if (!enter(parser, name)) {
                    return new Places(root, begin, null);
                }
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    parser.getText();
                }
                return new Places(root, begin, new Part(from, end(parser)));
            }
        }

        /** Goes to the value of a member of the object that the parser is in. */
        private static boolean enter(JsonParser parser, String member) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(member);
                parser.nextToken();
                if (found) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        }

        private static int end(JsonParser parser) {
            return (int) parser.currentLocation().getCharOffset();
        }
    }
}
