package com.datacline.gateway.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words to look for: {@code OR} between alternatives, all words of an alternative ({@code AND} may be written
 * between them) must occur; {@code *} finds every line.
 */
record TextQuery(List<List<String>> alternatives) {

    static TextQuery of(String text) {
        return new TextQuery(
                Arrays.stream(text.split("\\bOR\\b", -1)).map(TextQuery::words).toList());
    }

    boolean matches(LogLine line) {
        var haystack = (line.level().wire() + " " + line.service() + " " + line.message()).toLowerCase(Locale.ROOT);
        return alternatives.stream().anyMatch(words -> words.stream().allMatch(haystack::contains));
    }

    private static List<String> words(String alternative) {
        return Arrays.stream(alternative.trim().split("\\s+"))
                .filter(word -> !word.equals("AND") && !word.equals("*"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
