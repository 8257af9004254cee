package com.datacline.gateway.policy;

import java.util.List;

/**
 * A name in which a {@code *} stands for any text, also for none. It takes one look at a text from left to right, however
 * many stars there are, so that no text can make it slow.
 *
 * @param parts what stands between the stars: at least two, at both ends perhaps empty
 */
record Glob(List<String> parts) {

    static Glob of(String name) {
        return new Glob(List.of(name.split("\\*", -1)));
    }

    boolean matches(String text) {
        String first = parts.getFirst();
        String last = parts.getLast();
        int end = text.length() - last.length();
        if (end < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int at = first.length();
        for (int part = 1; part < parts.size() - 1; part++) {
            int found = text.indexOf(parts.get(part), at);
            if (found < 0) {
                return false;
            }
            at = found + parts.get(part).length();
        }
        return at <= end;
    }

    /** Tells whether every text matches. */
    boolean isAll() {
        return parts.stream().allMatch(String::isEmpty);
    }
}
