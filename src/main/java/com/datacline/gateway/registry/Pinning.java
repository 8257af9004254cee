package com.datacline.gateway.registry;

import java.util.Locale;

/** Whether the tools of a server are trusted only as they were when they were first seen. */
public enum Pinning {
    /** As the server tells them. */
    FALSE,
    /** What was seen once must stay as it is; what is new is trusted at first sight. */
    TRUE,
    /** The same, and what is new after the first sight of the server waits for an approval. */
    STRICT;

    /** @throws IllegalArgumentException if the text is none of {@code false}, {@code true}, {@code strict} */
    public static Pinning of(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT));
    }
}
