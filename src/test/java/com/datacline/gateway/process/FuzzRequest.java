package com.datacline.gateway.process;

import java.nio.charset.StandardCharsets;

/**
 * One request of a fuzz run.
 *
 * @param bytes what is sent
 * @param framed whether head and length are in order, so that one answer follows and the connection may live on
 * @param token whether it comes with a good token
 * @param open whether it is for a page that needs no token
 * @param invalid whether it is surely wrong, so that an answer must say so
 */
record FuzzRequest(byte[] bytes, boolean framed, boolean token, boolean open, boolean invalid) {

    /** Returns the beginning of it, with what cannot be printed escaped. */
    String shown() {
        StringBuilder shown = new StringBuilder();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < Math.min(text.length(), 1_500); i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c < 127 || c == '\n' ? String.valueOf(c) : String.format("\\x%02x", (int) c));
        }
        return shown.toString();
    }
}
