package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What commands print. What servers say is printed without control characters: a terminal obeys those. */
final class Output {
    private static final int LONGEST = 100;

    private Output() {}

    /** Prints one line. */
    static void line(String format, Object... values) {
        System.out.println(safe(String.format(Locale.ROOT, format, values)));
    }

    /** Prints a text of any number of lines. */
    static void text(String text) {
        System.out.println(safe(text));
    }

    /** Prints a tree over several lines. */
    static void json(JsonNode tree) {
        try {
            System.out.println(WireJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that cannot be written", e);
        }
    }

    /** Returns the beginning of a text, for a table. */
    static String firstLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** Returns a text without what could move the cursor or change the terminal. */
    static String safe(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
    }
}
