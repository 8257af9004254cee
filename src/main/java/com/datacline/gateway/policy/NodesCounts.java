package com.datacline.gateway.policy;

import com.datacline.gateway.call.Ids;
import com.datacline.gateway.cluster.Away;
import com.datacline.gateway.cluster.SharedCounts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The counts of all nodes together. While they cannot be reached each node counts for itself: then n nodes let pass up to n
 * times as much, which is neither nothing nor everything.
 */
final class NodesCounts implements Counts {
    private final SharedCounts shared;
    private final Counts own;

    NodesCounts(SharedCounts shared, Counts own) {
        this.shared = shared;
        this.own = own;
    }

    @Override
    public Taken take(Limit.Key key, Rate rate) {
        try {
            String name = name(key);
            SharedCounts.Pace pace = new SharedCounts.Pace(rate.burst(), rate.requests(), rate.within());
            return new Taken(shared.take(name, pace), () -> quietly(() -> shared.giveBack(name, pace)));
        } catch (Away e) {
            return own.take(key, rate);
        }
    }

    @Override
    public @Nullable Runnable enter(Limit.Key key) {
        try {
            String name = name(key);
            String member = Ids.next();
            return shared.enter(name, member, key.concurrent())
                    ? () -> quietly(() -> shared.leave(name, member))
                    : null;
        } catch (Away e) {
            return own.enter(key);
        }
    }

    @Override
    public void renew() {
        quietly(shared::renew);
    }

    /** What cannot be given back now comes back by itself. */
    private static void quietly(Runnable use) {
        try {
            use.run();
        } catch (Away e) {
            // Who uses Redis has said so.
        }
    }

    /** Callers are in it by a digest only. */
    private static String name(Limit.Key key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(parts(key).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The parts are told apart by their lengths. */
    private static String parts(Limit.Key key) {
        StringBuilder text = new StringBuilder();
        for (Object part : new Object[] {
            key.limit(),
            String.valueOf(key.rate()),
            key.rate() == null ? 0 : key.rate().burst(),
            key.concurrent(),
            key.caller(),
            key.server(),
            key.tool()
        }) {
            text.append(part.toString().length()).append(':').append(part);
        }
        return text.toString();
    }
}
