package com.datacline.gateway.process;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * A secret of which nobody else has the like, so that one can look for it.
 *
 * @param name what it is a secret of
 * @param value the secret
 * @param owner the server that may see it, or empty for none
 */
record Canary(String name, String value, String owner) {

    /** Tells whether a text holds it, in any of the forms that it travels in. */
    boolean isIn(String text) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        value,
                        URLEncoder.encode(value, StandardCharsets.UTF_8),
                        Base64.getEncoder().withoutPadding().encodeToString(bytes),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                .anyMatch(text::contains);
    }
}
