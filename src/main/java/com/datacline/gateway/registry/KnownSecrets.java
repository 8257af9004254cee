package com.datacline.gateway.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets that the gateway has used, so that they can be kept out of what it writes. */
public final class KnownSecrets {
    private static final int MOST = 10_000;
    private static final int SHORTEST = 6;

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /** Remembers one, and as it is written in basic authentication. One of a few characters only hides nothing. */
    public void remember(Secret secret) {
        String value = secret.value();
        if (value.length() >= SHORTEST && values.size() < MOST && values.add(value)) {
            values.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Tells whether a text is one of them. */
    public boolean isOne(String text) {
        return values.contains(text);
    }

    /** Returns a short text with {@code ***} in place of each of them. */
    public String hide(String text) {
        String safe = text;
        for (String value : values) {
            if (safe.contains(value)) {
                safe = safe.replace(value, "***");
            }
        }
        return safe;
    }
}
