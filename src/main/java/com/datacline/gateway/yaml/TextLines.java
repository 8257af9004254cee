package com.datacline.gateway.yaml;

/** The lines of a text, by the places of their characters. */
record TextLines(String text) {

    /** Returns where the line begins in which the place is. */
    int start(int place) {
        return text.lastIndexOf('\n', place - 1) + 1;
    }

    /** Returns where the next line begins, or the end of the text. */
    int next(int place) {
        int end = text.indexOf('\n', place);
        return end < 0 ? text.length() : end + 1;
    }

    /** Returns behind which line a value ends that ends at the place: one that holds its line's end ends there. */
    int behind(int place) {
        return place > 0 && text.charAt(place - 1) == '\n' ? place : next(place);
    }

    /** Returns what stands between the beginning of the line and the place. */
    String before(int place) {
        return text.substring(start(place), place);
    }

    /** Returns the line that begins at the place, without blanks around it. */
    String words(int start) {
        return text.substring(start, next(start)).strip();
    }

    boolean isBlank(int start) {
        return words(start).isEmpty();
    }

    boolean isComment(int start) {
        return words(start).startsWith("#");
    }

    /** Returns how many blanks the line begins with. */
    int indentation(int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at - start;
    }

    /** Returns how this text ends its lines. */
    String ending() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** Tells whether a line begins at the place, and not the middle of one. */
    boolean begins(int place) {
        return place == 0 || text.charAt(place - 1) == '\n';
    }
}
