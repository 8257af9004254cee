package com.datacline.gateway.openapi;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text as it stands in URLs (RFC 3986). */
final class UrlText {
    private static final String UNRESERVED = "-._~";
    /** Without the few that would end the query or a parameter of it. */
    private static final String RESERVED = ":/?[]@!$'()*,;=";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UrlText() {}

    /** @param allowReserved whether characters stay as they are that mean something in other places */
    static String encode(String text, boolean allowReserved) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || UNRESERVED.indexOf(c) >= 0 || allowReserved && RESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    static String encode(String text) {
        return encode(text, false);
    }
}
