package com.datacline.gateway.policy;

import java.util.List;

/**
 * A text in which a {@code *} stands for any text, also for none. Matching looks for each part once, however long and
 * whatever the text is.
 *
 * @param parts what stands before, between and after the stars
 */
record Glob(List<String> parts) {

    static Glob of(String pattern) {
        return new Glob(List.of(pattern.split("\\*", -1)));
    }

    boolean matches(String text) {
        String first = parts.getFirst();
        String last = parts.getLast();
        int at = first.length();
        int end = text.length() - last.length();
        if (end < at || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }

    /** Tells whether any text will do. */
    boolean matchesAll() {
        return parts.stream().allMatch(String::isEmpty);
    }
}
