package com.datacline.gateway.shaping;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with fields hidden. Text that is JSON keeps its other values and loses its layout; JSON amidst other text is masked
 * where it stands, and where that cannot be done for sure, all of the text is hidden.
 */
final class MaskedText {
    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*+\"";

    private MaskedText() {}

    static String of(String text, List<FieldPath> fields, String replacement) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        JsonNode tree = read(text);
        if (tree == null) {
            return inside(text, fields, replacement);
        }
        JsonNode before = tree.deepCopy();
        fields.forEach(field -> field.hide(tree, TextNode.valueOf(replacement)));
        return tree.equals(before) ? text : new String(WireJson.bytes(tree), StandardCharsets.UTF_8);
    }

    private static @org.jspecify.annotations.Nullable JsonNode read(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
            return null;
        }
        try {
            return WireJson.MAPPER.readTree(trimmed);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String inside(String text, List<FieldPath> fields, String replacement) {
        String masked = text;
        for (FieldPath field : fields) {
            String key = "(\"" + Pattern.quote(field.name()) + "\"\\s*:\\s*)";
            if (Pattern.compile(key + "[\\[{]").matcher(masked).find()) {
                return replacement;
            }
            masked = Pattern.compile(key + "(?:" + STRING + "|[^\\s,}\\]\"]++)")
                    .matcher(masked)
                    .replaceAll("$1"
                            + Matcher.quoteReplacement(
                                    new String(WireJson.bytes(TextNode.valueOf(replacement)), StandardCharsets.UTF_8)));
        }
        return masked;
    }
}
