package com.datacline.gateway.call;

import org.jspecify.annotations.Nullable;

/** The field {@code traceparent} of W3C Trace Context (level 1, section 3.2), as far as the gateway looks into it. */
public final class TraceParent {
    /** Its name, as an HTTP header and in MCP's {@code _meta} (2026-07-28, basic, {@code _meta}). */
    public static final String NAME = "traceparent";

    /** The name of the field beside it. */
    public static final String STATE = "tracestate";

    private static final int LONGEST_STATE = 512;
    private static final int LENGTH = 55;
    private static final int TRACE = 3;
    private static final int SPAN = 36;

    private TraceParent() {}

    /** Returns the id of the trace, 32 hexadecimal digits, or null if the text is no {@code traceparent}. */
    public static @Nullable String traceId(@Nullable String text) {
        return text != null && isValid(text) ? text.substring(TRACE, TRACE + 32) : null;
    }

    /** Tells whether the text can be a {@code tracestate}: short, and of characters that a header may hold (3.3.1). */
    public static boolean isState(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_STATE && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** A later version may be longer. */
    private static boolean isValid(String text) {
        if (text.length() < LENGTH || text.startsWith("ff")) {
            return false;
        }
        boolean first = text.startsWith("00");
        return (first ? text.length() == LENGTH : text.length() == LENGTH || text.charAt(LENGTH) == '-')
                && text.charAt(2) == '-'
                && text.charAt(35) == '-'
                && text.charAt(52) == '-'
                && isHex(text, 0, 2)
                && isHex(text, TRACE, 35)
                && isHex(text, SPAN, 52)
                && isHex(text, 53, 55)
                && !isZero(text, TRACE, 35)
                && !isZero(text, SPAN, 52);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) != '0') {
                return false;
            }
        }
        return true;
    }
}
