package com.datacline.gateway.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Secrets that the gateway has used, so that they can be kept out of what it writes.
 *
 * <p>They are found by their last characters, of which a text is asked at each place: that takes the same time for one secret
 * as for thousands, and new tokens, which come all the time, are added without anything being built anew. The last ones,
 * as tokens all begin alike.
 */
public final class KnownSecrets {
    private static final String HIDDEN = "***";
    private static final int MOST = 10_000;
    private static final int SHORTEST = 6;
    private static final int FACTOR = 31;
    /** {@code FACTOR} to the power of {@code SHORTEST}, which takes a character out of the hash again. */
    private static final int OUT = 887_503_681;

    private static final int BITS = 1 << 17;

    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Set<String>> byEnding = new ConcurrentHashMap<>();
    /** Which hashes the endings have: it spares almost every place of a text the look into the map. */
    private final AtomicIntegerArray hashes = new AtomicIntegerArray(BITS / Integer.SIZE);

    /** A part of a text that is to be hidden. */
    private record Span(int from, int to) {}

    /** Remembers one, and as it is written in basic authentication. One of a few characters only hides nothing. */
    public void remember(Secret secret) {
        String value = secret.value();
        if (value.length() >= SHORTEST && count.get() < MOST && add(value)) {
            add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Returns a text with {@code ***} in place of each of them; where some overlap, in place of all of those. */
    public String hide(String text) {
        if (text.length() < SHORTEST || count.get() == 0) {
            return text;
        }
        List<Span> spans = List.of();
        int hash = hash(text, 0, SHORTEST);
        for (int end = SHORTEST; ; end++) {
            int from = isEnding(hash) ? beginning(text, end) : end;
            if (from < end) {
                spans = spans.isEmpty() ? new ArrayList<>() : spans;
                while (!spans.isEmpty() && spans.getLast().to() > from) {
                    from = Math.min(from, spans.removeLast().from());
                }
                spans.add(new Span(from, end));
            }
            if (end == text.length()) {
                return spans.isEmpty() ? text : without(spans, text);
            }
            hash = hash * FACTOR + text.charAt(end) - text.charAt(end - SHORTEST) * OUT;
        }
    }

    private static String without(List<Span> spans, String text) {
        StringBuilder safe = new StringBuilder(text.length());
        int shown = 0;
        for (Span span : spans) {
            safe.append(text, shown, span.from()).append(HIDDEN);
            shown = span.to();
        }
        return safe.append(text, shown, text.length()).toString();
    }

    /** Returns where the longest secret begins that ends there, or where it ends if there is none. */
    private int beginning(String text, int end) {
        int beginning = end;
        for (String secret : byEnding.getOrDefault(text.substring(end - SHORTEST, end), Set.of())) {
            int from = end - secret.length();
            if (from >= 0 && from < beginning && text.startsWith(secret, from)) {
                beginning = from;
            }
        }
        return beginning;
    }

    private boolean add(String value) {
        int from = value.length() - SHORTEST;
        boolean added = byEnding.computeIfAbsent(value.substring(from), ending -> ConcurrentHashMap.newKeySet())
                .add(value);
        if (added) {
            int bit = bit(hash(value, from, value.length()));
            hashes.accumulateAndGet(bit / Integer.SIZE, 1 << bit, (set, more) -> set | more);
            count.incrementAndGet();
        }
        return added;
    }

    private boolean isEnding(int hash) {
        int bit = bit(hash);
        return (hashes.get(bit / Integer.SIZE) & 1 << bit) != 0;
    }

    private static int bit(int hash) {
        return (hash ^ hash >>> 15) & BITS - 1;
    }

    private static int hash(String text, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            hash = hash * FACTOR + text.charAt(at);
        }
        return hash;
    }
}
