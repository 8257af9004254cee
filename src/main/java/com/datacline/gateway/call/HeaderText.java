package com.datacline.gateway.call;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Text in an HTTP header, where only visible ASCII can stand (MCP 2026-07-28, transports, Streamable HTTP, header encoding). */
public final class HeaderText {
    private static final String BEGIN = "=?base64?";
    private static final String END = "?=";

    private HeaderText() {}

    /** Returns the text as it is where it can stand in a header, and wrapped in Base64 where it cannot. */
    public static String encode(String text) {
        boolean plain = !text.isEmpty()
                && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
                && text.equals(text.strip())
                && !text.startsWith(BEGIN);
        return plain ? text : BEGIN + Base64.getEncoder().encodeToString(bytes(text)) + END;
    }

    /** Returns the text that a header's value stands for, or null if it is wrapped and what is inside is not right. */
    public static @Nullable String decode(String value) {
        if (!value.startsWith(BEGIN) || !value.endsWith(END) || value.length() < BEGIN.length() + END.length()) {
            return value;
        }
        String wrapped = value.substring(BEGIN.length(), value.length() - END.length());
        try {
            byte[] bytes = Base64.getDecoder().decode(wrapped);
            String text = new String(bytes, StandardCharsets.UTF_8);
            // Padding may be missing for the decoder, and ill-formed UTF-8 becomes something else; neither may be here.
            boolean canonical = Base64.getEncoder().encodeToString(bytes).equals(wrapped);
            return canonical && Arrays.equals(bytes(text), bytes) ? text : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
