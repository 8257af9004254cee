package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What one check of {@code datacline doctor} has found.
 *
 * @param what what was looked at, in a word
 * @param state how it is
 * @param text the same in words
 * @param next the command to type next, or null
 */
record Diagnosis(
        String what, State state, String text, @Nullable String next) {

    /** How something is. */
    enum State {
        GOOD("✓", "+"),
        /** Nothing to look at, and nothing wrong with that. */
        NONE("-", "-"),
        WRONG("✗", "x");

        private final String sign;
        private final String plain;

        State(String sign, String plain) {
            this.sign = sign;
            this.plain = plain;
        }

        /** Returns a sign that this terminal can show. */
        private String shown() {
            return System.out.charset().newEncoder().canEncode(sign) ? sign : plain;
        }
    }

    static Diagnosis good(String what, String text) {
        return new Diagnosis(what, State.GOOD, text, null);
    }

    static Diagnosis none(String what, String text) {
        return new Diagnosis(what, State.NONE, text, null);
    }

    static Diagnosis wrong(String what, String text, @Nullable String next) {
        return new Diagnosis(what, State.WRONG, text, next);
    }

    /** Returns it as something that may be wrong or right. */
    static Diagnosis that(boolean good, String what, String text, String next) {
        return good ? good(what, text) : wrong(what, text, next);
    }

    boolean isWrong() {
        return state == State.WRONG;
    }

    void print() {
        Output.line("%s %-11s %s", state.shown(), what, text.strip().replace("\n", "\n              "));
        if (next != null) {
            Output.line("              try: %s", next);
        }
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("check", what)
                .put("state", state.name().toLowerCase(java.util.Locale.ROOT))
                .put("text", text);
        return next == null ? json : json.put("next", next);
    }
}
