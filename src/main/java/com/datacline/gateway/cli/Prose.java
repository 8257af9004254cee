package com.datacline.gateway.cli;

import java.util.stream.Collectors;

/** Sentences for a person at a terminal: lines that are too long end at a blank. Elsewhere lines are as long as they are. */
final class Prose {
    private Prose() {}

    /**
     * Returns a text that fits the terminal, if there is one.
     *
     * @param indent how many blanks the lines begin with that were none before
     */
    static String fit(String text, int indent) {
        return Style.terminal() ? fold(text, Output.columns(), indent) : text;
    }

    /** Returns a text whose lines have so many characters at most; a longer word is broken, as a terminal would do. */
    static String fold(String text, int columns, int indent) {
        return text.lines().map(line -> foldLine(line, columns, indent)).collect(Collectors.joining("\n"));
    }

    private static String foldLine(String line, int columns, int indent) {
        StringBuilder folded = new StringBuilder();
        String rest = line;
        while (rest.codePointCount(0, rest.length()) > columns) {
            int most = rest.offsetByCodePoints(0, columns);
            int blank = rest.lastIndexOf(' ', most);
            int end = rest.substring(0, Math.max(blank, 0)).isBlank() ? most : blank;
            folded.append(rest.substring(0, end).stripTrailing()).append('\n');
            rest = " ".repeat(indent) + rest.substring(end).stripLeading();
        }
        return folded.append(rest).toString();
    }
}
