package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What commands print. What servers say is printed without control characters: a terminal obeys those. */
final class Output {
    private static final int LONGEST = 100;
    private static final int COLUMNS = 80;

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
        System.out.println(pretty(tree));
    }

    /** Returns the beginning of a text, for a table. */
    static String firstLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** Prints one line that begins with a mark. */
    static void marked(boolean good, String format, Object... values) {
        System.out.println(Style.mark(good) + " " + beside(format, values));
    }

    /** Prints one line that begins with a mark of failure, for people and not for what reads the output. */
    static void failed(String format, Object... values) {
        System.err.println(Style.bad() + " " + beside(format, values));
    }

    /** Prints sentences, which fit the terminal if there is one. */
    static void prose(String text) {
        System.out.println(Prose.fit(safe(text), 0));
    }

    /** Returns a tree as text over several lines. */
    static String pretty(JsonNode tree) {
        try {
            return WireJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that cannot be written", e);
        }
    }

    /** Returns what stands beside a mark. */
    private static String beside(String format, Object... values) {
        String text = Prose.fit("  " + safe(String.format(Locale.ROOT, format, values)), 2);
        return text.substring(2);
    }

    /** Returns how wide what is printed may be. */
    static int columns() {
        String given = System.getenv("COLUMNS");
        return given != null && given.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(given) : COLUMNS;
    }

    /** Returns a text of so many characters at most; if it is longer it ends with an ellipsis. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** Returns a text without what could move the cursor or change the terminal. */
    static String safe(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
    }
}
