package com.datacline.gateway.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file of the page.
 *
 * @param body its bytes
 * @param type its {@code Content-Type}
 * @param tag its {@code ETag}, a strong one
 */
record ConsoleFile(byte[] body, String type, String tag) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final int TAG_BYTES = 16;

    /**
     * @param name decides about the type
     * @throws IllegalArgumentException if files of that name are not for a browser
     */
    static ConsoleFile of(String name, byte[] body) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException(
                    "console/" + name + " has no known type; it is one of " + TYPES.keySet());
        }
        return new ConsoleFile(body, type, tag(body));
    }

    /** Tells whether a browser that names these tags has it already (RFC 9110, section 13.1.2). */
    boolean isKnownBy(@Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        List<String> tags = Arrays.stream(ifNoneMatch.split(",", -1))
                .map(given -> given.strip().replaceFirst("^W/", ""))
                .toList();
        return tags.contains(tag) || tags.contains("*");
    }

    private static String tag(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns it as a text. */
    @Override
    public String toString() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
